using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>DuckDB at work on one table of one load: a database of its own in the work folder, gone afterwards.</summary>
internal sealed class IngestDatabase : IDisposable
{
    // What .NET trims from the ends of a text, and what exporters write for "no value": see RowFields and InputText
    private static readonly int[] Spaces = [.. Enumerable.Range(0, char.MaxValue + 1).Where(code => char.IsWhiteSpace((char)code))];

    // Every statement is a span; its text holds paths and no data
    private static readonly ActivitySource Spans = new("Notify.Ingestion");

    private readonly DuckDBConnection connection;

    private IngestDatabase(DuckDBConnection connection) => this.connection = connection;

    /// <summary>How often somebody hears that a long statement is still running.</summary>
    public static TimeSpan PulseEvery { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Opens an empty database in a folder.</summary>
    public static IngestDatabase Open(string workFolder, IngestOptions options)
    {
        Directory.CreateDirectory(workFolder);
        var connection = new DuckDBConnection(string.Create(
            CultureInfo.InvariantCulture,
            $"Data Source={Path.Combine(workFolder, "ingest.duckdb")};memory_limit={options.MemoryMegabytes}MB;threads={options.Threads}"));
        connection.Open();
        var database = new IngestDatabase(connection);
        database.Execute($"SET temp_directory = {Sql.Text(Path.Combine(workFolder, "spill"))}");
        database.Execute("SET TimeZone = 'UTC'");
        database.Execute($"CREATE MACRO clean(x) AS trim(x, {string.Join(" || ", Spaces.Select(code => $"chr({code})"))})");
        database.Execute("CREATE MACRO is_absent(t) AS t IS NULL OR t = '' OR (strlen(t) <= 4 AND upper(t) IN ('NULL', 'NAN', 'N/A', 'NA', 'NONE', 'NAT', '\\N'))");
        return database;
    }

    /// <summary>Runs a short statement.</summary>
    public void Execute(string sql)
    {
        using var span = Span(sql);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a long statement on a thread of its own.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="pulse">Called now and then while it runs, on the caller's flow.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    public Task<int> ExecuteAsync(string sql, Action pulse, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                using var span = Span(sql);
                await using var command = connection.CreateCommand();
                command.CommandText = sql;
                return await command.ExecuteNonQueryAsync(cancellationToken);
            },
            pulse);

    /// <summary>The first row of a query, as whole numbers; no value is 0.</summary>
    public Task<long[]> NumbersAsync(string sql, Action pulse, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                using var span = Span(sql);
                await using var command = connection.CreateCommand();
                command.CommandText = sql;
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                await reader.ReadAsync(cancellationToken);
                return Enumerable.Range(0, reader.FieldCount)
                    .Select(i => reader.IsDBNull(i) ? 0 : Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture)).ToArray();
            },
            pulse);

    /// <summary>Reads rows as they are computed. No other statement may run until the reader is closed.</summary>
    public DuckDBDataReader Read(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        return command.ExecuteReader();
    }

    /// <summary>Every row of a query that has few.</summary>
    public IReadOnlyList<T> ReadAll<T>(string sql, Func<DuckDBDataReader, T> row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>Appends rows to a table.</summary>
    public DuckDBAppender Appender(string table) => connection.CreateAppender(table);

    public void Dispose() => connection.Dispose();

    private static Activity? Span(string sql) =>
        Spans.StartActivity("duckdb", ActivityKind.Client)?.SetTag("db.system.name", "duckdb").SetTag("db.query.text", sql);

    private static async Task<T> RunAsync<T>(Func<Task<T>> work, Action pulse)
    {
        // Started without the token: the statement itself ends by it, and must have ended before anything else runs here
        var running = Task.Run(work, CancellationToken.None);
        while (true)
        {
            try
            {
                return await running.WaitAsync(PulseEvery);
            }
            catch (TimeoutException) when (!running.IsCompleted)
            {
                pulse();
            }
        }
    }
}
