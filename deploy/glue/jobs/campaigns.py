"""Loads notify_campaigns."""

from notify_glue import loading

loading.run("campaigns")
