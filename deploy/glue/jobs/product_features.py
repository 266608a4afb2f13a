"""Computes notify_product_features."""

from notify_glue import features

features.run("product_features")
