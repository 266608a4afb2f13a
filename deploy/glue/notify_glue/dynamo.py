"""Reads and writes rows of cells in DynamoDB, in batches, from within Spark's tasks."""

import random
import time

from notify_glue import tables

_BATCH = 25
_ROUNDS = 10


class UnprocessedError(Exception):
    """DynamoDB went on leaving a batch unprocessed."""


def client():
    """A client that slows down while it is throttled."""
    import boto3
    from botocore.config import Config

    return boto3.client("dynamodb", config=Config(retries={"mode": "adaptive", "max_attempts": 10}))


def scan(dynamodb, table, table_name, segment, segments):
    """Yields the rows of one segment of a table."""
    pages = dynamodb.get_paginator("scan").paginate(TableName=table_name, ConsistentRead=True, Segment=segment, TotalSegments=segments)
    for page in pages:
        for found in page["Items"]:
            yield tables.row_of(table, found)


def put(dynamodb, table, table_name, rows):
    """Writes rows; a key occurs once among them."""
    if table.lasting:
        _update(dynamodb, table, table_name, rows)
        return
    _write(dynamodb, table_name, ({"PutRequest": {"Item": tables.item(table, row)}} for row in rows))


def delete(dynamodb, table, table_name, rows):
    """Removes the rows with the keys of these."""
    _write(dynamodb, table_name, ({"DeleteRequest": {"Key": {key: {"S": row[key]} for key in table.keys}}} for row in rows))


def _update(dynamodb, table, table_name, rows):
    """Writes rows one by one, without touching lasting attributes that they lack: since the table was read a customer may have opted out."""
    for row in rows:
        present = tables.item(table, row)
        key = {name: present.pop(name) for name in table.keys}
        absent = [name for name in table.kinds if name not in row and name not in table.lasting]
        names = {f"#{place}": name for place, name in enumerate([*present, *absent])}
        values = {f":{place}": value for place, value in enumerate(present.values())}
        change = []
        if present:
            change.append("SET " + ", ".join(f"#{place} = :{place}" for place in range(len(present))))
        if absent:
            change.append("REMOVE " + ", ".join(f"#{place}" for place in range(len(present), len(names))))
        request = {"TableName": table_name, "Key": key, "UpdateExpression": " ".join(change), "ExpressionAttributeNames": names}
        dynamodb.update_item(**request, **({"ExpressionAttributeValues": values} if values else {}))


def _write(dynamodb, table_name, requests):
    batch = []
    for request in requests:
        batch.append(request)
        if len(batch) == _BATCH:
            _send(dynamodb, table_name, batch)
            batch = []
    if batch:
        _send(dynamodb, table_name, batch)


def _send(dynamodb, table_name, batch):
    for turn in range(_ROUNDS):
        answer = dynamodb.batch_write_item(RequestItems={table_name: batch})
        batch = answer.get("UnprocessedItems", {}).get(table_name, [])
        if not batch:
            return
        # What is left unprocessed is no error to the SDK: it is to be sent again later
        time.sleep(random.random() * min(10, 0.05 * 2**turn))
    raise UnprocessedError(f"DynamoDB left {len(batch)} items for {table_name} unprocessed {_ROUNDS} times. Raise the table's throughput, or run the job again.")
