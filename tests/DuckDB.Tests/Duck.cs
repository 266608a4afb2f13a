namespace DuckDB.NET.Data.Tests;

/// <summary>A database in memory, and short ways to ask it.</summary>
internal static class Duck
{
    public static DuckDBConnection Open(string connectionString = "Data Source=:memory:")
    {
        var connection = new DuckDBConnection(connectionString);
        connection.Open();
        return connection;
    }

    public static int Run(this DuckDBConnection connection, string sql, params DuckDBParameter[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(this DuckDBConnection connection, string sql, params DuckDBParameter[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar();
    }

    public static DuckDBCommand Command(this DuckDBConnection connection, string sql, params DuckDBParameter[] parameters)
    {
        var command = new DuckDBCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>The first column of the first row, as <typeparamref name="T"/>.</summary>
    public static T One<T>(this DuckDBConnection connection, string sql, params DuckDBParameter[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return reader.GetFieldValue<T>(0);
    }
}
