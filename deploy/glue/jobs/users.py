"""Loads notify_users."""

from notify_glue import loading

loading.run("users")
