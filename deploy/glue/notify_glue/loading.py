"""A base table's job: reads the shop's files, sets faulty rows aside, and writes what changed to the table and as a snapshot."""

import json

from notify_glue import arguments, dynamo, erasure, frames, rows, sources
from notify_glue.tables import TABLES

_REJECTS = "file string, block long, row long, column string, value string, reason string"


class NoFilesError(Exception):
    """The shop handed over no file for a table."""


def run(name):
    """Loads the table with that name. Running it again with the same files changes nothing."""
    table = TABLES[name]
    given = arguments.read()
    spark = frames.session(f"notify {name} {given.load_id}")
    paths = sources.files(spark, given.source, table.files)
    if not paths:
        if table.optional:
            return
        raise NoFilesError(f"There is no {table.files}.csv, .jsonl or .parquet, and no folder {table.files}/ with such files, in {given.source}.")

    judged = _judged(spark, table, paths).cache()
    _write_rejects(spark, table, given, judged)
    kept = _last_of_each(table, judged)
    if table.has_people:
        kept = _without_erased(given, kept)
    changed = _changed(table, frames.held(spark, table, given.table_prefix), kept).cache()

    # Before the rows: another run for this load finds those that are written already unchanged, and adds the rest
    frames.typed(spark, table, changed).write.mode("append").parquet(given.place("snapshots", table))
    _write_changed_keys(spark, table, given, changed)
    frames.put(table, given.table_prefix, changed)


def _judged(spark, table, paths):
    frame = sources.read(spark, table, paths)
    columns = frame.columns[2:]
    return frame.rdd.mapPartitions(
        lambda part: rows.judge(table, ((row[0], row[1], {column: row[column] or "" for column in columns}) for row in part))
    )


def _write_rejects(spark, table, given, judged):
    faults = judged.filter(lambda found: found[0] == "reject").flatMap(lambda found: [(*found[1], *fault) for fault in found[2]])
    spark.createDataFrame(faults, _REJECTS).write.mode("overwrite").option("header", True).csv(given.place("rejects", table))


def _last_of_each(table, judged):
    """Of rows with one key the last counts: by file, then by place in it."""
    return (
        judged.filter(lambda found: found[0] == "row")
        .map(lambda found: (frames.key_of(table, found[2]), (found[1], found[2])))
        .reduceByKey(lambda left, right: max(left, right, key=lambda placed: placed[0]))
        .mapValues(lambda placed: placed[1])
    )


def _without_erased(given, kept):
    import boto3

    salt = erasure.read_salt(boto3.client("s3"), given.objects_bucket, given.objects_prefix)
    if salt is None:
        return kept
    hashes = erasure.read_hashes(dynamo.client(), f"{given.table_prefix}notify_erased_users")
    return kept.filter(lambda pair: erasure.hash_of(pair[0][0], salt) not in hashes)


def _changed(table, held, kept):
    """The rows that the table does not hold as they are."""

    def difference(pair):
        new, old = pair
        row = rows.merged(table, old or {}, new)
        return [] if row == old else [row]

    earlier = held.map(lambda row: (frames.key_of(table, row), row))
    return kept.leftOuterJoin(earlier).values().flatMap(difference)


def _write_changed_keys(spark, table, given, changed):
    """One JSON string a line, each key once: what the change log is to list."""
    keys = changed.map(lambda row: json.dumps(row[table.keys[0]], ensure_ascii=False)).distinct()
    spark.createDataFrame(keys.map(lambda key: (key,)), "value string").write.mode("append").text(given.place("changes", table))
