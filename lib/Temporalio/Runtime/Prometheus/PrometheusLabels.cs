using System.Globalization;
using System.Text;

namespace Temporalio.Runtime.Prometheus;

/// <summary>Labels of a value, as Prometheus reads them.</summary>
internal sealed class PrometheusLabels
{
    private readonly SortedDictionary<string, string> values;

    public PrometheusLabels(PrometheusLabels? from, IEnumerable<KeyValuePair<string, object>> more)
    {
        values = from is null ? new(StringComparer.Ordinal) : new(from.values, StringComparer.Ordinal);
        foreach (var (key, value) in more)
        {
            values[Name(key)] = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        Text = string.Join(',', values.Select(pair => $"{pair.Key}=\"{Escape(pair.Value)}\""));
    }

    /// <summary>Between the braces.</summary>
    public string Text { get; }

    /// <summary>A name with only the characters that Prometheus allows.</summary>
    public static string Name(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' ? letter : '_');
        }

        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? $"_{text}" : text.ToString();
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
