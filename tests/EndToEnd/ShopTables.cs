using Microsoft.Data.Sqlite;
using Notify.Storage.Sqlite;

namespace Notify.EndToEnd;

/// <summary>The tables as an auditor sees them: plain SQL on the file, none of the product's code.</summary>
internal sealed class ShopTables(string home)
{
    private readonly string file = Path.Combine(home, "tables.db");

    /// <summary>The first column of the first row, as a number; 0 while the table is not there.</summary>
    public long Count(string sql) => File.Exists(file) ? Read(sql).Select(row => Convert.ToInt64(row[0], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault() : 0;

    /// <summary>Every row.</summary>
    public List<object[]> Read(string sql)
    {
        _ = SqliteLibrary.Handle;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 10000";
        command.ExecuteNonQuery();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
