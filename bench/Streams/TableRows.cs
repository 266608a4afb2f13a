using System.Diagnostics;
using Notify.Domain.Clickstream;
using Notify.Domain.Purchases;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace StreamsBench;

/// <summary>How fast rows that come in order of key are written to a table, and how fast they are scanned.</summary>
internal static class TableRows
{
    private const int RowsPerPut = 50_000;

    public static async Task RunAsync(string folder, StreamsOptions options)
    {
        var rows = options.Rows;
        await using var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db") });
        await MeasureAsync("rows written in order of key", async () =>
        {
            for (var first = 0; first < rows; first += RowsPerPut)
            {
                await tables.PutAsync(NotifyTables.PurchaseHistory, [.. Enumerable.Range(first, Math.Min(RowsPerPut, rows - first)).Select(Purchase)]);
            }

            return rows;
        });
        await MeasureAsync("rows written in no order as runs", async () =>
        {
            var random = new Random(1);
            for (var first = 0; first < rows; first += 8192)
            {
                await tables.PutAsync(NotifyTables.Clickstream, [.. Enumerable.Range(first, Math.Min(8192, rows - first)).Select(_ => Click(random))]);
            }

            return rows;
        });
        await MeasureAsync("rows counted over the runs", async () => (int)await tables.CountAsync(NotifyTables.Clickstream));
        await MeasureAsync("rows scanned over the runs", async () => await ScanAsync(tables.ScanAsync(NotifyTables.Clickstream)));
        await MeasureAsync("rows scanned", async () => await ScanAsync(tables.ScanAsync(NotifyTables.PurchaseHistory)));
    }

    private static async Task<int> ScanAsync<T>(IAsyncEnumerable<T> rows)
    {
        var seen = 0;
        await foreach (var _ in rows)
        {
            seen++;
        }

        return seen;
    }

    private static ClickEvent Click(Random random) => new()
    {
        UserId = $"U{random.Next(1_000_000):D7}",
        EventId = $"E{random.NextInt64():x16}",
        Event = "view",
        ProductId = $"P{random.Next(100_000):D6}",
        Timestamp = DateTimeOffset.UnixEpoch,
    };

    /// <summary>A purchase of a history in order of key.</summary>
    public static Purchase Purchase(int number) => new()
    {
        UserId = $"U{number / 20:D7}",
        PurchaseId = $"PU{number:D10}",
        ProductId = $"P{number * 7919L % 100_000:D6}",
        PurchaseDate = DateTimeOffset.UnixEpoch.AddMinutes(number),
        Price = 12.50m,
        Quantity = 1 + (number % 3),
        TotalAmount = 12.50m * (1 + (number % 3)),
    };

    private static async Task MeasureAsync(string what, Func<Task<int>> work)
    {
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var count = await work();
        var (seconds, used) = (Stopwatch.GetElapsedTime(began).TotalSeconds, Environment.CpuUsage.TotalTime - processor);
        Console.WriteLine($"{count:N0} {what}: {count / seconds:N0} a second, {used.TotalMicroseconds / count:F2} µs of processor each");
    }
}
