using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace TemporalServer.Visibility;

/// <summary>SQL under construction. Text comes from this assembly alone; every value travels as a parameter.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder text = new();
    private readonly List<object> values = [];

    /// <summary>Adds text of this assembly.</summary>
    public SqlText Add(string sql)
    {
        text.Append(sql);
        return this;
    }

    /// <summary>Adds a value.</summary>
    public SqlText Value(object value)
    {
        text.Append(CultureInfo.InvariantCulture, $"$v{values.Count}");
        values.Add(value);
        return this;
    }

    /// <summary>Adds values, separated by commas.</summary>
    public SqlText Values(IEnumerable<object> list)
    {
        var first = true;
        foreach (var value in list)
        {
            Add(first ? "" : ", ").Value(value);
            first = false;
        }

        return this;
    }

    /// <summary>The statement, ready to run.</summary>
    public SqliteCommand On(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Add takes constants only; what callers write are parameters
        command.CommandText = text.ToString();
#pragma warning restore CA2100
        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$v{i}"), values[i]);
        }

        return command;
    }
}
