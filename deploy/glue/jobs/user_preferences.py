"""Loads notify_user_preferences."""

from notify_glue import loading

loading.run("user_preferences")
