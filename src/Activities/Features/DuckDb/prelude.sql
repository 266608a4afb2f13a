-- Spark's names for what DuckDB calls otherwise, so that the files in ../Sql run on both.
CREATE OR REPLACE TEMP MACRO unix_micros(moment) AS epoch_us(moment);
CREATE OR REPLACE TEMP MACRO from_utc_timestamp(moment, zone) AS timezone(zone, timezone('UTC', moment));
CREATE OR REPLACE TEMP MACRO array_remove(items, item) AS list_filter(items, lambda x: x <> item);
-- Only lists of numbers are made this way: the schema is always 'ARRAY<DOUBLE>'
CREATE OR REPLACE TEMP MACRO from_json(text, schema_text) AS CAST(text AS DOUBLE[]);
