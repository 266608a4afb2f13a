"""Notify's jobs for AWS Glue: a shop's files into base tables, and features from these."""
