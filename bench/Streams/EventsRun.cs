using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Notify.Activities.Delivering;
using Notify.Activities.Events;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace StreamsBench;

/// <summary>Events from the journal, or from Kafka, to the tables through the product's own consumers.</summary>
internal static class EventsRun
{
    // As the product makes them. The mock cluster keeps 5 MiB of each, so these hold about ten seconds of events
    private const int KafkaPartitions = 12;
    private static readonly TimeSpan RawDuration = TimeSpan.FromSeconds(4);

    /// <returns>Whether nothing was lost or doubled and the latency is within the goal.</returns>
    public static async Task<bool> RunAsync(string folder, StreamsOptions options)
    {
        await using var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db") });
        await using var brokers = options.Claim == "kafka" ? await KafkaBrokers.StartAsync(KafkaPartitions) : null;
        await using var journal = brokers is null ? await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(folder, "journal.db") }) : null;
        IStreams streams = brokers is null ? journal! : brokers.Streams;
        await LoadAsync(tables, options.Rows);
        var raw = RawAppends.Measure(Path.Combine(folder, "raw.db"), 200, RawDuration);

        var (orders, others) = (new Latencies(), new Latencies());
        using var source = new EventSource(streams, options);
        using var stop = new CancellationTokenSource();
        var consumers = Consume(folder, tables, streams, options, orders, others, stop.Token);
        if (brokers is not null)
        {
            await Task.WhenAll(brokers.JoinedAsync(StreamTopics.PurchaseHistory), brokers.JoinedAsync(StreamTopics.Clickstream));
        }

        await source.RunAsync(options.WarmUp, stop.Token);
        orders.Since = others.Since = source.Acknowledged.Since = TimeProvider.System.GetUtcNow();
        var (before, brokersBefore) = (source.Made, brokers?.Processor ?? TimeSpan.Zero);
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var allocated = GC.GetTotalAllocatedBytes();
        await source.RunAsync(options.Seconds, stop.Token);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        while (orders.Seen + others.Seen < source.Made && Stopwatch.GetElapsedTime(began).TotalSeconds < seconds + 120)
        {
            await Task.Delay(10);
        }

        var drained = Stopwatch.GetElapsedTime(began).TotalSeconds - seconds;
        var used = Environment.CpuUsage.TotalTime - processor;
        await stop.CancelAsync();
        await Task.WhenAll(consumers);
        raw = (raw + RawAppends.Measure(Path.Combine(folder, "raw.db"), 200, RawDuration)) / 2;

        var made = source.Made - before;
        Console.WriteLine($"after a warm-up of {options.WarmUp} s, {made:N0} events in {seconds:F1} s: {made / seconds:N0} a second (asked for {options.Orders + options.Clicks + options.Views:N0}), {source.Bytes / source.Made} bytes each; {drained:F2} s later the last was in its table");
        Console.WriteLine($"acknowledged, event to stream:    {source.Acknowledged}");
        Console.WriteLine($"clicks and views, event to table: {others}");
        Console.WriteLine($"orders, event to tables:          {orders}");
        Console.WriteLine($"garbage {(GC.GetTotalAllocatedBytes() - allocated) / made:N0} bytes for each event; collections {GC.CollectionCount(0)}, {GC.CollectionCount(1)} and {GC.CollectionCount(2)}, which stopped the process for {GC.GetTotalPauseDuration().TotalSeconds:F1} s");
        Console.WriteLine($"processor {used.TotalMicroseconds / made:F1} µs for each event, {used.TotalSeconds / (seconds + drained):F2} cores; most memory {PeakMemory()}");
        if (brokers is not null)
        {
            Console.WriteLine($"processor of the mock brokers {(brokers.Processor - brokersBefore).TotalMicroseconds / made:F1} µs for each event");
        }

        Console.WriteLine($"files: {string.Join(", ", new DirectoryInfo(folder).GetFiles().OrderBy(file => file.Name).Select(file => $"{file.Name} {file.Length / 1048576.0:N0} MiB"))}");
        Console.WriteLine($"bare SQLite appends in this run: {raw:N0} a second; events to tables are {made / seconds / raw:P1} of it");
        var (clicks, purchases) = (await tables.CountAsync(NotifyTables.Clickstream), await tables.CountAsync(NotifyTables.PurchaseHistory) - options.Rows);
        Console.WriteLine($"tables: {clicks:N0} of {source.Others:N0} clicks and views, {purchases:N0} of {source.Orders:N0} orders");
        return clicks == source.Others && purchases == source.Orders && Math.Max(orders.At(0.999), others.At(0.999)) <= 2_000;
    }

    private static async Task LoadAsync(SqliteTables tables, int rows)
    {
        const int RowsPerPut = 50_000;
        for (var first = 0; first < rows; first += RowsPerPut)
        {
            await tables.PutAsync(NotifyTables.PurchaseHistory, [.. Enumerable.Range(first, Math.Min(RowsPerPut, rows - first)).Select(TableRows.Purchase)]);
        }
    }

    private static Task[] Consume(
        string folder, SqliteTables tables, IStreams streams, StreamsOptions options, Latencies orders, Latencies others, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var changes = new ChangeLog(tables, time);
        var counters = new CampaignCounters(tables);
        var eventOptions = new EventOptions { BatchEvents = options.Batch };
        var erasures = new ErasureList(tables, new FileObjects(Path.Combine(folder, "objects")), changes, time);
        IProjection[] projections =
        [
            new TimedProjection(new PurchaseProjection(tables, counters, changes, new NoDeliveries()), orders),
            new TimedProjection(new ClickstreamProjection(tables, counters, new OptOuts(tables), changes, new NoDeliveries()), others),
        ];
        return Array.ConvertAll(projections, projection => Task.Run(
            () => new EventConsumer(
                streams, new DeadLetters(streams), erasures, projection, new StreamMeter(streams, eventOptions, time), eventOptions, time, NullLogger<EventConsumer>.Instance)
                .RunAsync(stop),
            CancellationToken.None));
    }

    private static string PeakMemory() =>
        File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal))?[6..].Trim() ?? "unknown";

    /// <summary>Nobody has deliveries under way.</summary>
    private sealed class NoDeliveries : IDeliverySignals
    {
        public Task OptedOutAsync(string userId, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task PurchasedAsync(string userId, string purchaseId, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
