using System.Data.Common;
using DuckDB.NET.Data;
using Notify.Domain.Time;
using NodaTime;

namespace Notify.Activities.Features;

/// <summary>A DuckDB file that lives as long as one computation: the relations that the SQL reads, and the SQL's results.</summary>
/// <remarks>On disk, so that more rows than fit into memory can be computed; nothing of it is kept.</remarks>
public sealed class FeatureDatabase : IDisposable
{
    private const string Relations = """
        CREATE TABLE run (as_of TIMESTAMP, default_time_zone VARCHAR);
        CREATE TABLE zone_offsets (time_zone VARCHAR, from_micros BIGINT, until_micros BIGINT, offset_micros BIGINT);
        CREATE TABLE users (user_id VARCHAR, created_at TIMESTAMP, time_zone VARCHAR);
        CREATE TABLE products (
            product_id VARCHAR, articleType VARCHAR, baseColour VARCHAR, gender VARCHAR, image_url VARCHAR, masterCategory VARCHAR,
            price DECIMAL(18, 4), productDisplayName VARCHAR, season VARCHAR, subCategory VARCHAR, usage VARCHAR, year INTEGER);
        CREATE TABLE purchases (
            user_id VARCHAR, product_id VARCHAR, purchase_date TIMESTAMP, price DECIMAL(18, 4), quantity INTEGER, total_amount DECIMAL(18, 4));
        CREATE TABLE clickstream (user_id VARCHAR, event VARCHAR, timestamp TIMESTAMP);
        """;

    private readonly WorkFolder work;
    private readonly DuckDBConnection connection;

    private FeatureDatabase(WorkFolder work, DuckDBConnection connection)
    {
        this.work = work;
        this.connection = connection;
    }

    /// <summary>An empty database.</summary>
    /// <exception cref="DuckDBException">The folder cannot be written to.</exception>
    public static FeatureDatabase Open(FeatureOptions options)
    {
        var work = WorkFolder.Open(options.WorkFolder, $"features-{Guid.NewGuid():N}");
        var connection = new DuckDBConnection(new DbConnectionStringBuilder
        {
            ["Data Source"] = Path.Combine(work.Path, "features.duckdb"),
            ["memory_limit"] = $"{options.MemoryMegabytes}MB",
            ["threads"] = options.Threads,
            ["temp_directory"] = Path.Combine(work.Path, "spill"),
            // Results are ordered by key where order matters; keeping the order of input costs memory
            ["preserve_insertion_order"] = "false",
        }.ConnectionString);
        try
        {
            connection.Open();
            var database = new FeatureDatabase(work, connection);
            database.Run(Relations);
            database.Run(FeatureSql.DuckDbPrelude);
            return database;
        }
        catch
        {
            connection.Dispose();
            work.Dispose();
            throw;
        }
    }

    /// <summary>Appends rows to a relation.</summary>
    public DuckDBAppender Append(string relation) => connection.CreateAppender(relation);

    /// <summary>Says what the features are computed for. Call it when the other relations are filled.</summary>
    public void SetRun(DateTimeOffset asOf, string? defaultTimeZone)
    {
        using (var appender = Append("run"))
        {
            appender.CreateRow().AppendValue(asOf).AppendValue(defaultTimeZone).EndRow();
        }

        AppendZoneOffsets(defaultTimeZone);
    }

    /// <summary>Starts a query; its rows are computed as they are read. No other query may run meanwhile.</summary>
    public async Task<DbDataReader> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = new DuckDBCommand(sql, connection) { UseStreamingMode = true };
        // DuckDB computes on the thread that asks
        return await Task.Run(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken);
    }

    public void Dispose()
    {
        connection.Dispose();
        work.Dispose();
    }

    // From the planner's own tz database, so that features and plans agree on every local hour
    private void AppendZoneOffsets(string? defaultTimeZone)
    {
        var (first, last) = Moments();
        var zones = Names().Append(defaultTimeZone).Distinct(StringComparer.Ordinal)
            .Select(name => ZoneResolver.Resolve(name, null).Zone).OfType<DateTimeZone>().ToList();
        using var appender = Append("zone_offsets");
        foreach (var zone in zones)
        {
            foreach (var interval in zone.GetZoneIntervals(first, last.Plus(Duration.FromDays(1))))
            {
                appender.CreateRow()
                    .AppendValue(zone.Id)
                    .AppendValue(interval.HasStart ? Micros(interval.Start) : long.MinValue)
                    .AppendValue(interval.HasEnd ? Micros(interval.End) : long.MaxValue)
                    .AppendValue(interval.WallOffset.Ticks / 10)
                    .EndRow();
            }
        }
    }

    private (Instant First, Instant Last) Moments()
    {
        using var command = new DuckDBCommand(
            """
            SELECT coalesce(min(moment), 0), coalesce(max(moment), 0) FROM (
                SELECT epoch_us(purchase_date) AS moment FROM purchases UNION ALL SELECT epoch_us(timestamp) FROM clickstream)
            """,
            connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (OfMicros(reader.GetInt64(0)), OfMicros(reader.GetInt64(1)));
    }

    private List<string?> Names()
    {
        using var command = new DuckDBCommand("SELECT DISTINCT trim(time_zone) FROM users WHERE time_zone IS NOT NULL", connection);
        using var reader = command.ExecuteReader();
        var names = new List<string?>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private void Run(string sql)
    {
        using var command = new DuckDBCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;

    private static Instant OfMicros(long micros) => Instant.FromUnixTimeTicks(micros * 10);
}
