using Spectre.Console;

namespace Notify.Cli.Output;

/// <summary>The look of the program's tables.</summary>
internal static class Tables
{
    public static Table New(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        return table;
    }
}
