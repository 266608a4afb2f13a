using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data.Appending;
using DuckDB.NET.Data.Interop;

namespace DuckDB.NET.Data;

/// <summary>
/// A connection. The connection string names the <c>Data Source</c> (a path, or <c>:memory:</c>) and any of DuckDB's
/// settings: <c>Data Source=shop.duckdb;memory_limit=1GB;threads=2</c>.
/// </summary>
public class DuckDBConnection : DbConnection
{
    private DatabaseHandle? database;
    private ConnectionHandle? connection;

    public DuckDBConnection()
        : this("")
    {
    }

    public DuckDBConnection(string connectionString) => ConnectionString = connectionString;

    [AllowNull]
    public override string ConnectionString
    {
        get;
        set => field = value ?? "";
    }

    public override string Database => "main";

    public override string DataSource => Parse().DataSource;

    public override string ServerVersion => Interop.Database.Version;

    public override ConnectionState State => connection is null ? ConnectionState.Closed : ConnectionState.Open;

    internal ConnectionHandle Handle =>
        connection ?? throw new InvalidOperationException("The connection is closed; open it first.");

    internal DuckDBTransaction? Transaction { get; set; }

    public override void Open()
    {
        if (connection is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        var (source, options) = Parse();
        database = Interop.Database.Open(source, options);
        try
        {
            connection = Interop.Database.Connect(database);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public override void Close()
    {
        Transaction = null;
        connection?.Dispose();
        connection = null;
        database?.Dispose();
        database = null;
    }

    /// <exception cref="NotSupportedException">Always: use ATTACH and USE.</exception>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("Use ATTACH and USE.");

    public new virtual DuckDBCommand CreateCommand() => new() { Connection = this, Transaction = Transaction };

    public new DuckDBTransaction BeginTransaction()
    {
        if (Transaction is not null)
        {
            throw new InvalidOperationException("The connection is in a transaction already; commit it or roll it back.");
        }

        return Transaction = new DuckDBTransaction(this);
    }

    /// <summary>Appends rows to a table, in chunks and without SQL. Dispose it to write the last chunk.</summary>
    public DuckDBAppender CreateAppender(string table) => CreateAppender(null, null, table);

    public DuckDBAppender CreateAppender(string? schema, string table) => CreateAppender(null, schema, table);

    /// <exception cref="DuckDBException">There is no such table.</exception>
    public DuckDBAppender CreateAppender(string? catalog, string? schema, string table) => new(NativeAppender.Create(Handle, catalog, schema, table));

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginTransaction();

    protected override DbCommand CreateDbCommand() => CreateCommand();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private (string DataSource, Dictionary<string, string> Options) Parse()
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = ConnectionString };
        var options = parts.Keys.Cast<string>()
            .ToDictionary(name => name, name => (string)parts[name], StringComparer.OrdinalIgnoreCase);
        return options.Remove("data source", out var source) || options.Remove("datasource", out source)
            ? (source, options)
            : throw new InvalidOperationException($"The connection string '{ConnectionString}' names no Data Source; write 'Data Source=:memory:' or a path.");
    }
}
