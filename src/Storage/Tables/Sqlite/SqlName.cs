namespace Notify.Storage.Tables.Sqlite;

/// <summary>Names of tables and columns in SQL.</summary>
internal static class SqlName
{
    /// <summary>The name as SQL has it, whatever it contains.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
