using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace StreamsBench;

/// <summary>How fast bare SQLite takes rows at the end of a table: the most that any journal on it could do row by row.</summary>
internal static class RawAppends
{
    private const int RowsPerCommit = 1_000;

    /// <summary>Rows a second, each a value of so many bytes, in commits of 1,000 that reach the disk.</summary>
    public static double Measure(string path, int valueBytes, TimeSpan duration)
    {
        using var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, key TEXT, value BLOB)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO raw (key, value) VALUES ($key, $value)";
        var (key, value) = (insert.Parameters.Add("$key", SqliteType.Text), insert.Parameters.Add("$value", SqliteType.Blob));
        value.Value = new byte[valueBytes];
        var (began, rows) = (Stopwatch.GetTimestamp(), 0);
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var i = 0; i < RowsPerCommit; i++)
            {
                key.Value = $"U{rows++:D7}";
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return rows / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
