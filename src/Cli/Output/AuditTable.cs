using System.Globalization;
using Notify.Domain.Auditing;
using Spectre.Console;

namespace Notify.Cli.Output;

/// <summary>An audit as a table.</summary>
internal static class AuditTable
{
    public static Table Of(AuditReport report)
    {
        var table = Tables.New("notifications", "");
        table.Columns[1].RightAligned();
        Add(table, "planned", Count(report.Planned));
        Add(table, "delivered", Count(report.Delivered));
        Add(table, "pending", Count(report.Pending));
        Add(table, "skipped", Count(report.Skipped) + Reasons(report.SkippedBy));
        Add(table, "failed", Count(report.Failed));
        Add(table, "retried", Count(report.Retried));
        Add(table, "lost", Count(report.Lost));
        Add(table, "duplicates", Count(report.Doubled));
        if (report.Lateness is { } lateness)
        {
            Add(table, "lateness p50", Seconds(lateness.P50));
            Add(table, "lateness p99", Seconds(lateness.P99));
            Add(table, "within 10 s", lateness.Within10Seconds.ToString("P2", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static void Add(Table table, string name, string value) => table.AddRow(new Text(name), new Text(value));

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString("0.000 s", CultureInfo.InvariantCulture);

    private static string Reasons(IReadOnlyDictionary<string, int> reasons) =>
        reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons.Select(reason => $"{reason.Key} {reason.Value}"))})";
}
