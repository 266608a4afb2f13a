using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Temporalio.Runtime.Prometheus;

/// <summary>All values of one metric, by labels. Thread-safe.</summary>
/// <param name="name">As Prometheus reads it.</param>
/// <param name="kind"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
/// <param name="description">What it says, if anyone told.</param>
/// <param name="buckets">Upper bounds, for a histogram.</param>
internal sealed class PrometheusFamily(string name, string kind, string? description, double[] buckets)
{
    private readonly ConcurrentDictionary<string, Cell> cells = new(StringComparer.Ordinal);

    public string Kind => kind;

    public void Add(double value, object tags)
    {
        var cell = At(tags);
        lock (cell)
        {
            cell.Sum += value;
        }
    }

    public void Set(double value, object tags)
    {
        var cell = At(tags);
        lock (cell)
        {
            cell.Sum = value;
        }
    }

    public void Record(double value, object tags)
    {
        var cell = At(tags);
        var bucket = Array.FindIndex(buckets, bound => value <= bound);
        lock (cell)
        {
            cell.Sum += value;
            cell.Count++;
            if (bucket >= 0)
            {
                cell.Buckets[bucket]++;
            }
        }
    }

    public void Write(StringBuilder text)
    {
        if (!string.IsNullOrEmpty(description))
        {
            text.Append("# HELP ").Append(name).Append(' ').Append(description.ReplaceLineEndings(" ")).Append('\n');
        }

        text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        foreach (var (labels, cell) in cells.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            lock (cell)
            {
                if (kind == "histogram")
                {
                    WriteHistogram(text, labels, cell);
                }
                else
                {
                    Line(text, "", labels, cell.Sum);
                }
            }
        }
    }

    private Cell At(object tags) => cells.GetOrAdd(
        ((PrometheusLabels)tags).Text, static (_, count) => new(count), buckets.Length);

    private void WriteHistogram(StringBuilder text, string labels, Cell cell)
    {
        var comma = labels.Length == 0 ? "" : ",";
        long below = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            below += cell.Buckets[i];
            Line(text, "_bucket", $"{labels}{comma}le=\"{buckets[i].ToString(CultureInfo.InvariantCulture)}\"", below);
        }

        Line(text, "_bucket", $"{labels}{comma}le=\"+Inf\"", cell.Count);
        Line(text, "_sum", labels, cell.Sum);
        Line(text, "_count", labels, cell.Count);
    }

    private void Line(StringBuilder text, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private sealed class Cell(int buckets)
    {
        public double Sum { get; set; }

        public long Count { get; set; }

        public long[] Buckets { get; } = new long[buckets];
    }
}
