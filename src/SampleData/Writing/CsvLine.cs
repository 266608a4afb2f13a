using System.Globalization;
using System.Text;

namespace Notify.SampleData.Writing;

/// <summary>One record of a CSV file (RFC 4180 quoting, lines end in LF), in invariant formats.</summary>
internal sealed class CsvLine
{
    private readonly StringBuilder text = new();
    private bool started;

    public CsvLine Add(string? value)
    {
        if (started)
        {
            text.Append(',');
        }

        started = true;
        text.Append(value is not null && value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value);
        return this;
    }

    public CsvLine Add(int? value) => Add(value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>With two decimals.</summary>
    public CsvLine AddMoney(decimal value) => Add(value.ToString("F2", CultureInfo.InvariantCulture));

    /// <summary>As 2026-11-20.</summary>
    public CsvLine Add(DateOnly value) => Add(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>As 18:30.</summary>
    public CsvLine Add(TimeOnly? value) => Add(value?.ToString("HH:mm", CultureInfo.InvariantCulture));

    /// <summary>As 2026-11-20T18:30:00Z; the value must be UTC.</summary>
    public CsvLine Add(DateTime? value) => Add(value?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>The items with a semicolon between them.</summary>
    public CsvLine AddList(IEnumerable<string> items) => Add(string.Join(';', items));

    /// <summary>The record with its line end; the line is empty again afterwards.</summary>
    public string Taken()
    {
        var line = text.Append('\n').ToString();
        text.Clear();
        started = false;
        return line;
    }
}
