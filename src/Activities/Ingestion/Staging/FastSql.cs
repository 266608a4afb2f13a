using System.Text;
using Notify.Activities.Ingestion.Formats;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>
/// The statement that reads rows whose values are written in forms that leave no doubt. It accepts only what the row
/// format accepts, with the same outcome; a row with anything else has <c>ok</c> false, and the row format judges it.
/// </summary>
internal static class FastSql
{
    private const string IsoMoment = @"'\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z?)?'";
    private const string OffsetMoment = @"'\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-3]):[0-5]\d'";
    private const string DayFirst = @"'\d\d-\d\d-\d{4}'";
    private const string PlainAmount = @"'(\d{1,9}|\d{1,3}(,\d{3}){1,2})(\.\d{1,6})?'";
    private const string PlainWhole = @"'\d{1,9}(\.0{1,6})?'";
    private const string Believed = "BETWEEN 0 AND 999999999";
    private const string MomentBounds = "BETWEEN TIMESTAMP '1970-01-01' AND TIMESTAMP '2100-12-31 23:59:59.999999'";

    /// <summary>A query of <c>ordinal</c>, the table's columns and <c>ok</c>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="source">What to read from.</param>
    /// <param name="ordinal">The row's place in the load.</param>
    /// <param name="columns">The columns that the source has.</param>
    public static string Of(LoadTable table, string source, string ordinal, IReadOnlyDictionary<string, SourceColumn> columns)
    {
        if (table.Fast is not { } fast)
        {
            var none = string.Join(", ", table.Columns.Select(column => $"CAST(NULL AS {column.SqlType}) AS {column.Quoted}"));
            return $"SELECT {ordinal} AS ordinal, {none}, false AS ok FROM {source}";
        }

        var texts = new StringBuilder();
        var values = new StringBuilder();
        var finals = new StringBuilder();
        var oks = new List<string>();
        foreach (var target in table.Columns)
        {
            var column = fast.First(column => column.Name == target.Name);
            var from = columns.GetValueOrDefault(column.Name) ?? new SourceColumn(column.Name, "CAST(NULL AS VARCHAR)", "VARCHAR");
            var (cleaned, value, ok) = Read(column, from);
            texts.Append($", {cleaned} AS t_{column.Name}");
            values.Append($", {value} AS v_{column.Name}, coalesce({ok}, false) AS ok_{column.Name}");
            var final = column.Fallback is { } fallback ? $"coalesce(v_{column.Name}, {fallback})" : $"v_{column.Name}";
            finals.Append($", CAST({final} AS {target.SqlType}) AS {target.Quoted}");
            oks.Add(column.Fallback is null ? $"ok_{column.Name}" : $"ok_{column.Name} AND {final} IS NOT NULL");
        }

        return $"SELECT ordinal{finals}, {string.Join(" AND ", oks)} AS ok FROM (SELECT ordinal{values} FROM (SELECT {ordinal} AS ordinal{texts} FROM {source}))";
    }

    /// <returns>The cleaned source; the value and whether it is beyond doubt, over <c>t_NAME</c>.</returns>
    private static (string Cleaned, string Value, string Ok) Read(FastColumn column, SourceColumn from)
    {
        var t = $"t_{column.Name}";
        var (typed, value, ok) = (column.Form, from.Kind) switch
        {
            (FastForm.Amount, SourceKind.Whole or SourceKind.Decimal) => (true, $"TRY_CAST({t} AS DECIMAL(18,6))", $"{t} {Believed}"),
            (FastForm.Amount, SourceKind.Real) => (true, $"CASE WHEN isfinite({t}) THEN TRY_CAST({t} AS DECIMAL(18,6)) END", $"(isnan({t}) OR {t} {Believed})"),
            (FastForm.Whole, SourceKind.Whole or SourceKind.Decimal) => (true, $"TRY_CAST({t} AS INTEGER)", $"{t} = TRY_CAST({t} AS INTEGER) AND {InBounds(t, column)}"),
            (FastForm.Whole, SourceKind.Real) => (true, $"CASE WHEN isfinite({t}) THEN TRY_CAST({t} AS INTEGER) END", $"(isnan({t}) OR ({t} = TRY_CAST({t} AS INTEGER) AND {InBounds(t, column)}))"),
            (FastForm.Moment, SourceKind.Moment) => (true, $"TRY_CAST({t} AS TIMESTAMP)", $"TRY_CAST({t} AS TIMESTAMP) {MomentBounds}"),
            (FastForm.Moment, SourceKind.ZonedMoment) => (true, $"timezone('UTC', {t})", $"timezone('UTC', {t}) {MomentBounds}"),
            _ => (false, "", ""),
        };
        if (typed)
        {
            return (from.Sql, value, column.IsRequired && column.Fallback is null ? $"{ok} AND ({value}) IS NOT NULL" : $"({t} IS NULL OR {ok})");
        }

        var text = column.Form == FastForm.Key ? from.TextSql : $"clean({from.TextSql})";
        (value, ok) = OfText(t, column);
        return (text, value, ok);
    }

    private static (string Value, string Ok) OfText(string t, FastColumn column)
    {
        switch (column.Form)
        {
            case FastForm.Key:
                return (t, $"regexp_full_match({t}, '[!-~]+') AND strlen({t}) <= 200");
            case FastForm.Text:
                return ($"coalesce({t}, '')", $"({t} IS NULL OR strlen({t}) <= 20000)");
            case FastForm.RequiredText:
                return (t, $"{t} <> '' AND strlen({t}) <= 20000");
            case FastForm.OptionalText:
                return ($"CASE WHEN NOT (is_absent({t})) THEN {t} END", $"({t} IS NULL OR strlen({t}) <= 20000)");
            case FastForm.Amount:
                return Optional(t, column, $"TRY_CAST(CASE WHEN regexp_full_match({t}, {PlainAmount}) THEN replace({t}, ',', '') END AS DECIMAL(18,6))", Believed);
            case FastForm.Whole:
                var whole = $"CAST(TRY_CAST(CASE WHEN regexp_full_match({t}, {PlainWhole}) THEN {t} END AS DECIMAL(18,6)) AS INTEGER)";
                return Optional(t, column, whole, FormattableString.Invariant($"BETWEEN {column.Bounds.Least} AND {column.Bounds.Most}"));
            default:
                var moment = $"""
                    CASE WHEN regexp_full_match({t}, {IsoMoment}) THEN TRY_CAST({t} AS TIMESTAMP)
                    WHEN regexp_full_match({t}, {DayFirst}) THEN TRY_CAST(substr({t}, 7, 4) || '-' || substr({t}, 4, 2) || '-' || left({t}, 2) AS TIMESTAMP)
                    WHEN regexp_full_match({t}, {OffsetMoment}) THEN timezone('UTC', TRY_CAST({t} AS TIMESTAMP WITH TIME ZONE)) END
                    """;
                return Optional(t, column, moment, MomentBounds);
        }
    }

    private static (string Value, string Ok) Optional(string t, FastColumn column, string value, string bounds) =>
        (value, column.IsRequired && column.Fallback is null ? $"({value}) {bounds}" : $"(is_absent({t}) OR ({value}) {bounds})");

    private static string InBounds(string t, FastColumn column) => FormattableString.Invariant($"{t} BETWEEN {column.Bounds.Least} AND {column.Bounds.Most}");
}
