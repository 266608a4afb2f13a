"""Rows of cells as Spark frames, and back."""

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from notify_glue import dynamo, tables

_TYPES = {"whole": T.IntegerType(), "moment": T.TimestampType(), "date": T.DateType(), "flag": T.BooleanType()}


def session(name):
    """Spark with UTC, in which every moment is kept."""
    spark = SparkSession.builder.appName(name).getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
    return spark


def schema(table, decimals=6):
    """The columns of a table; money with so many decimal places."""
    money = T.DecimalType(18, decimals)
    return T.StructType([T.StructField(name, money if kind == "money" else _TYPES.get(kind, T.StringType())) for name, kind in table.kinds.items()])


def typed(spark, table, rows, decimals=6):
    """The frame of an RDD of rows of cells."""
    frame = spark.createDataFrame(rows.map(lambda row: tuple(tables.value(kind, row.get(name)) for name, kind in table.kinds.items())), schema(table))
    if decimals == 6:
        return frame
    return frame.select([frame[field.name].cast(field.dataType).alias(field.name) for field in schema(table, decimals)])


def with_micros(table, frame):
    """The frame with its moments as microseconds since 1970: as datetimes Python would get them in the machine's own zone."""
    return frame.select([F.unix_micros(frame[name]).alias(name) if kind == "moment" else frame[name] for name, kind in table.kinds.items()])


def held(spark, table, prefix):
    """The rows of cells that the table holds, read by all executors together."""
    segments = max(1, spark.sparkContext.defaultParallelism)
    name = prefix + table.full_name
    return spark.sparkContext.parallelize(range(segments), segments).flatMap(
        lambda segment: dynamo.scan(dynamo.client(), table, name, segment, segments)
    )


def put(table, prefix, rows):
    """Writes an RDD of rows of cells."""
    name = prefix + table.full_name
    rows.foreachPartition(lambda part: dynamo.put(dynamo.client(), table, name, part))


def delete(table, prefix, rows):
    """Removes the rows with the keys of these."""
    name = prefix + table.full_name
    rows.foreachPartition(lambda part: dynamo.delete(dynamo.client(), table, name, part))


def key_of(table, row):
    return tuple(row[key] for key in table.keys)
