"""People who were erased and must not come back by an old file: the list notify_erased_users holds salted hashes of their ids."""

import hashlib
import hmac


def hash_of(user_id, salt):
    """HMAC-SHA256 of the id under the salt, in hexadecimal digits."""
    return hmac.new(salt, user_id.encode(), hashlib.sha256).hexdigest()


def read_salt(s3, bucket, prefix):
    """The salt, the object erasure/salt; None where nobody was ever erased."""
    try:
        return s3.get_object(Bucket=bucket, Key=f"{prefix}erasure/salt")["Body"].read()
    except s3.exceptions.NoSuchKey:
        return None


def read_hashes(dynamodb, table_name):
    """The hashes on the list."""
    pages = dynamodb.get_paginator("scan").paginate(TableName=table_name, ProjectionExpression="user_hash", ConsistentRead=True)
    return {found["user_hash"]["S"] for page in pages for found in page["Items"]}
