"""Loads notify_purchase_history."""

from notify_glue import loading

loading.run("purchase_history")
