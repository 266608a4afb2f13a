using System.Globalization;
using System.Text.Json;
using Notify.Domain.Ingestion;
using Notify.Storage.Tables.Records;

namespace Notify.Activities.Tests.Ingestion.Glue;

/// <summary>A row means the same to Glue's jobs as to the product's own engine: the same cells, or the same faults.</summary>
public sealed class JobRulesTests
{
    private static readonly string[] Texts =
    [
        "", " ", "null", "N/A", "nan", "\\N", "none", "x", " padded ", "tab\tinside", "line\nbreak", "ünïcode 日本 🎉", "0", "-0", "1", "3.0", "3.5", "+7", "-1", "007",
        "1,234", "1,234.50", "12,34", "1234,567", "1e3", "0x10", ".5", "5.", "1.2345678", "0.0000005", "999999999.9999999", "1000000000", "1000000000.0000001", "100000", "100001",
        "79228162514264337593543950336", "2025-12-31", "31-12-2025", "31/12/2025", "2025-1-1", "2025-02-29", "2024-02-29", "1969-12-31", "1970-01-01", "2100-12-31", "2101-01-01",
        "2025-12-31T18:00", "2025-12-31T18:00:00", "2025-12-31T18:00:00Z", "2025-12-31 18:00:00", "31-12-2025 18:00", "31-12-2025 18:00:59", "31-12-2025T18:00:00",
        "2025-12-31T18:00:00.5", "2025-12-31T18:00:00.1234567Z", "2025-12-31T18:00:00.12345678Z", "31-12-2025 18:00:59.5", "2025-12-31T18:00:00+02:00", "2025-12-31T18:00:00 -05:30",
        "2025-12-31T23:30:00-01:00", "2025-12-31T24:00:00Z", "2025-12-31T18:60:00Z", "2025-12-31T18:00:00+15:00", "2025-12-31T18:00:00+14:00", "1970-01-01T00:00:00+01:00",
        "2025-12-31T18:00Z", "31-12-2025 18:00+01:00", "07:30", "7:30", "7:30:00", "22:00", "22:00:15", "24:00", "07:60", "22", "email;push", "Email; push ;email;;", "07:00;19:30;07:00",
        "2026-01-01;2026-12-24", "2026-01-01;soon", "Active", "PAUSED", "gone", "Promotional", "two words", "Europe/Berlin", "5", "6", "1900", "2147483647", "2147483648", "9223372036854775808",
    ];

    [Fact]
    public async Task RandomRows_OfEveryTable_AreJudgedAlike()
    {
        var random = new Random(7);
        var rows = new List<(string Table, Dictionary<string, string> Fields, string Expected)>();
        for (var round = 0; round < 3000; round++)
        {
            Add("users", InputFormats.Users);
            Add("user_preferences", InputFormats.UserPreferences);
            Add("products", InputFormats.Products);
            Add("campaigns", InputFormats.Campaigns);
            Add("purchase_history", InputFormats.Purchases);
        }

        var asked = string.Join('\n', rows.Select(row => JsonSerializer.Serialize(new { table = row.Table, fields = row.Fields.ToDictionary(field => Plain(field.Key), field => field.Value) })));
        var told = (await JobFolder.PythonAsync(asked, "tests/judge_rows.py")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(rows.Count, told.Length);
        var kept = 0;
        for (var i = 0; i < told.Length; i++)
        {
            var judged = Told(told[i]);
            Assert.True(rows[i].Expected == judged, $"{JsonSerializer.Serialize(rows[i].Fields)}\n  here: {rows[i].Expected}\n  Glue: {judged}");
            kept += judged.StartsWith("cells", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(kept, rows.Count / 10, rows.Count);

        void Add<T>(string table, RowFormat<T> format)
            where T : class
        {
            // Mostly sound fields, so that whole rows pass; the sound one is what the column's own kind takes
            var fields = format.Required.Concat(format.Optional)
                .Where(column => format.Required.Contains(column) || random.Next(2) == 0)
                .ToDictionary(column => column, column => random.Next(6) == 0 ? Texts[random.Next(Texts.Length)] : Sound(column, random));
            rows.Add((table, fields, Judge(format, fields)));
        }
    }

    /// <summary>A column's name as it is compared.</summary>
    private static string Plain(string column) => column.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Sound(string column, Random random) => column switch
    {
        "created_at" or "opted_out_at" or "purchase_date" => random.Next(2) == 0 ? "31-12-2025" : "2025-06-01T12:34:56.789Z",
        "start_date" => "01-01-2026",
        "end_date" => "2026-12-31",
        "quiet_start" or "window_start" => "",
        "quiet_end" or "window_end" => "",
        "price" or "ad_revenue" or "total_amount" => random.Next(2) == 0 ? "1,234.50" : "0.99",
        "quantity" or "priority" or "max_per_day" or "frequency_cap" or "budget" => "3",
        "year" => "2024",
        "preferred_times" => "08:00;18:30",
        "blackout_dates" => "24-12-2026",
        "status" => "active",
        "notification_type" => "recommendation",
        _ => $"{column} {random.Next(100)}",
    };

    private static string Judge<T>(RowFormat<T> format, Dictionary<string, string> fields)
        where T : class
    {
        var rejects = format.Read(new RowFields(new FileHeader([.. fields.Keys]), [.. fields.Values], 1), out var record);
        if (record is null)
        {
            return Faults(rejects.Select(reject => (reject.Column, reject.Reason)));
        }

        var shape = RecordShape.Of<T>();
        return Cells(shape.Attributes.Zip(shape.ToCells(record), (attribute, cell) => (attribute.Name, Text: Convert.ToString(cell, CultureInfo.InvariantCulture), Is: cell is not null))
            .Where(cell => cell.Is).Select(cell => (cell.Name, cell.Text!)));
    }

    private static string Told(string line)
    {
        var told = JsonDocument.Parse(line).RootElement;
        return told.GetProperty("cells") is { ValueKind: JsonValueKind.Object } cells
            ? Cells(cells.EnumerateObject().Select(cell => (cell.Name, cell.Value.ToString())))
            : Faults(told.GetProperty("faults").EnumerateArray().Select(fault => (fault[0].GetString()!, fault[1].GetString()!)));
    }

    private static string Cells(IEnumerable<(string Name, string Text)> cells) =>
        "cells " + string.Join(" | ", cells.OrderBy(cell => cell.Name, StringComparer.Ordinal).Select(cell => $"{cell.Name}={cell.Text}"));

    private static string Faults(IEnumerable<(string Column, string Reason)> faults) =>
        "faults " + string.Join(" | ", faults.OrderBy(fault => fault.Column, StringComparer.Ordinal).Select(fault => $"{fault.Column}: {fault.Reason}"));
}
