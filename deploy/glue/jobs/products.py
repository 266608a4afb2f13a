"""Loads notify_products."""

from notify_glue import loading

loading.run("products")
