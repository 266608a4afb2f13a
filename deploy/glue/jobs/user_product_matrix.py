"""Computes notify_user_product_matrix."""

from notify_glue import features

features.run("user_product_matrix")
