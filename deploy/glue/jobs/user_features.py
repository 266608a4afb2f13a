"""Computes notify_user_features."""

from notify_glue import features

features.run("user_features")
