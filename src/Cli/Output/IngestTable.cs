using System.Globalization;
using Notify.Activities.Ingestion;
using Spectre.Console;

namespace Notify.Cli.Output;

/// <summary>What became of every row, as a table.</summary>
internal static class IngestTable
{
    public static Table Of(IngestReport report)
    {
        var table = Tables.New("file", "read", "written", "unchanged", "rejected", "duplicates", "gaps");
        for (var column = 1; column < 6; column++)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var file in report.Files)
        {
            table.AddRow(
                new Text(file.File),
                Count(file.Read),
                Count(file.Written),
                Count(file.Unchanged),
                Count(file.Rejected),
                Count(file.Duplicates),
                new Text(string.Join(", ", file.Gaps.Where(gap => gap.Value > 0).Select(gap => $"{gap.Value} unknown {gap.Key}"))));
        }

        return table;
    }

    private static Text Count(long rows) => new(rows.ToString("N0", CultureInfo.InvariantCulture));
}
