using System.Globalization;
using Notify.Cli.Output;
using Spectre.Console;

namespace Notify.Cli.Demo;

/// <summary>A demo's report for a person.</summary>
internal static class DemoTables
{
    public static Rows Of(DemoReport report) => new(
        IngestTable.Of(report.Pipeline.Ingested!),
        Built(report),
        AuditTable.Of(report.Deliveries),
        Stages(report),
        new Text(report.IsClean
            ? "Every planned notification is accounted for: none lost, none doubled."
            : "Something went wrong: see lost, duplicates, failed and pending above."));

    private static Table Built(DemoReport report)
    {
        var (embeddings, plans) = (report.Pipeline.Embeddings!, report.Pipeline.Plans!);
        var table = Tables.New("built", "");
        table.Columns[1].RightAligned();
        Add(table, "product embeddings", embeddings.Products.Computed);
        Add(table, "purchase embeddings", embeddings.Purchases.Computed);
        Add(table, "user embeddings", embeddings.Users.Computed);
        Add(table, "campaign embeddings", report.Pipeline.Campaigns!.Computed);
        Add(table, "users planned", plans.Planned);
        Add(table, "slots planned", plans.Slots);
        Add(table, "plans refused by the checker", plans.Refused);
        return table;
    }

    private static Table Stages(DemoReport report)
    {
        var table = Tables.New("stage", "took");
        table.Columns[1].RightAligned();
        foreach (var stage in report.Stages)
        {
            table.AddRow(new Text(stage.Name), new Text(Durations.Of(TimeSpan.FromSeconds(stage.Seconds))));
        }

        table.AddRow(new Text("peak memory"), new Text($"{report.PeakMemoryBytes / (1024.0 * 1024):0} MB"));
        return table;
    }

    private static void Add(Table table, string name, int value) =>
        table.AddRow(new Text(name), new Text(value.ToString("N0", CultureInfo.InvariantCulture)));
}
