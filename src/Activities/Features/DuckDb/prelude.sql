-- Spark's names for what DuckDB calls otherwise, so that the files in ../Sql run on both.
CREATE OR REPLACE TEMP MACRO unix_micros(moment) AS epoch_us(moment);
CREATE OR REPLACE TEMP MACRO array_repeat(item, times) AS list_resize([item], times, item);
