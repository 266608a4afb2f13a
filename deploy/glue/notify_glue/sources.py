"""Finds a table's input files and reads them with Spark, each with its own columns: CSV, JSON lines, Parquet."""

from functools import reduce

from pyspark.sql import functions as F

from notify_glue import rows

_ENDS = {".csv": "csv", ".csv.gz": "csv", ".jsonl": "json", ".jsonl.gz": "json", ".ndjson": "json", ".json": "json", ".parquet": "parquet"}


def files(spark, source, name):
    """The files NAME.csv and so on, or those in the folder NAME/, in order of their names."""
    found = []
    for pattern in (f"{source}/{name}.*", f"{source}/{name}/*"):
        path = spark._jvm.org.apache.hadoop.fs.Path(pattern)
        status = path.getFileSystem(spark._jsc.hadoopConfiguration()).globStatus(path) or []
        found += [entry.getPath().toString() for entry in status if entry.isFile()]
    return sorted(path for path in found if format_of(path))


def format_of(path):
    """How a file is written; None for one that is no input, such as a marker."""
    return next((kind for end, kind in _ENDS.items() if path.lower().endswith(end)), None)


def read(spark, table, paths):
    """One frame of all files: file, block and a text or typed column for each attribute, by plain name.

    Raises rows.MissingColumnsError before anything is read where a file lacks a column.
    """
    return reduce(lambda left, right: left.unionByName(right, allowMissingColumns=True), [_read_file(spark, table, path) for path in paths])


def _read_file(spark, table, path):
    kind = format_of(path)
    if kind == "csv":
        frame = spark.read.csv(path, header=True, multiLine=True, escape='"', encoding="UTF-8", mode="PERMISSIVE")
    elif kind == "json":
        frame = spark.read.json(path, primitivesAsString=True, encoding="UTF-8")
    else:
        frame = spark.read.parquet(path)
    named = rows.columns(table, [name for name in frame.columns if name != "_corrupt_record"], path)
    return frame.select(
        F.col("_metadata.file_path").alias("_file"),
        F.col("_metadata.file_block_start").alias("_block"),
        # As text, so that files of different formats go together; lists are joined as CSV has them
        *[_text(frame, column).alias(plain) for plain, column in sorted(named.items())],
    )


def _text(frame, column):
    kind = frame.schema[column].dataType.typeName()
    quoted = F.col(f"`{column}`")
    if kind == "array":
        return F.concat_ws(";", quoted)
    if kind in ("timestamp", "timestamp_ntz"):
        return F.date_format(quoted, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
    return (quoted.cast("decimal(38,10)") if kind in ("double", "float") else quoted).cast("string")
