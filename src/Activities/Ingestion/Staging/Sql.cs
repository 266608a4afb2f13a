using System.Globalization;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>Pieces of SQL. A path or a name is never taken into a statement but through here.</summary>
internal static class Sql
{
    /// <summary>A text literal.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A whole number.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows of Parquet files; of a list, in its order.</summary>
    public static string Parquet(IEnumerable<string> paths) => $"read_parquet([{string.Join(", ", paths.Select(Text))}])";
}
