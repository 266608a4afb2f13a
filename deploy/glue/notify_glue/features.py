"""A feature table's job: hands the product's own SQL to Spark, over what the base tables hold, and writes what it gives."""

from datetime import timedelta
from importlib import resources

from notify_glue import arguments, frames, notations, tables, zones
from notify_glue.tables import TABLES

_VIEWS = {"users": "users", "products": "products", "purchases": "purchase_history", "clickstream": "clickstream"}
_READS = {
    "user_features": ("users", "products", "purchases", "clickstream"),
    "product_features": ("products", "purchases"),
    "user_product_matrix": ("users", "purchases"),
}

# As the SQL expects it
_MONEY_DECIMALS = 4


def run(name):
    """Computes the table with that name. Running it again writes the same rows."""
    table = TABLES[name]
    given = arguments.read()
    spark = frames.session(f"notify {name} {given.load_id}")
    for view in _READS[name]:
        source = TABLES[_VIEWS[view]]
        frames.typed(spark, source, frames.held(spark, source, given.table_prefix), _MONEY_DECIMALS).createOrReplaceTempView(view)
    _make_run_views(spark, given, with_zones=name == "user_features")

    computed = frames.with_micros(table, spark.sql(sql(name)))
    rows = computed.rdd.map(lambda row: tables.cells(table, row.asDict())).cache()
    frames.typed(spark, table, rows).write.mode("overwrite").parquet(given.place("snapshots", table))
    frames.put(table, given.table_prefix, rows)
    if name == "user_product_matrix":
        _remove_old_cells(spark, table, given, rows)


def sql(name):
    """The product's SQL file, which travels with this package."""
    return (resources.files("notify_glue") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _make_run_views(spark, given, with_zones):
    as_of = notations.moment(given.as_of)
    if as_of is None:
        raise ValueError(f"--as_of {given.as_of} is no moment; {notations.DATE_NOTATIONS}.")
    spark.createDataFrame([(as_of, given.default_time_zone or None)], "as_of timestamp, default_time_zone string").createOrReplaceTempView("run")
    if with_zones:
        names = {row.zone for row in spark.sql("SELECT DISTINCT trim(time_zone) AS zone FROM users").collect() if row.zone}
        offsets = list(zones.offsets(names | {given.default_time_zone.strip()} - {""}, as_of + timedelta(days=366)))
        spark.createDataFrame(
            offsets, "time_zone string, from_micros long, until_micros long, offset_micros long"
        ).createOrReplaceTempView("zone_offsets")


def _remove_old_cells(spark, table, given, rows):
    """A corrected order line may leave a pair without purchases."""
    current = rows.map(lambda row: (frames.key_of(table, row), None))
    held = frames.held(spark, table, given.table_prefix).map(lambda row: (frames.key_of(table, row), row))
    frames.delete(table, given.table_prefix, held.subtractByKey(current).values())
