using System.Diagnostics;
using Notify.Storage.Streams;

namespace StreamsBench;

/// <summary>The Kafka adapter alone: how fast it appends and reads, and what a record costs, here and in the brokers.</summary>
internal static class KafkaRaw
{
    private const int Partitions = 64;
    private const int RecordsPerAppend = 1_000;
    private const int Writers = 8;
    private const int ValueBytes = 200;

    public static async Task RunAsync(StreamsOptions options)
    {
        // The cluster keeps at most 5 MiB of each partition, and only about half of them are evenly filled
        var records = Math.Min(options.Rows, 800_000) / (Writers * RecordsPerAppend) * Writers * RecordsPerAppend;
        await using var brokers = await KafkaBrokers.StartAsync(Partitions);
        await brokers.Streams.AppendAsync(StreamTopics.PurchaseHistory, [RecordOf(0)]);
        await MeasureAsync("appended", brokers, records, () => AppendAsync(brokers.Streams, records));
        await MeasureAsync("read and committed", brokers, records, () => ReadAsync(brokers.Streams, records, options.Batch));
        await MeasureAsync("appended and read at once", brokers, 2 * records, () => Task.WhenAll(AppendAsync(brokers.Streams, records), ReadAsync(brokers.Streams, records, options.Batch)));
    }

    private static async Task MeasureAsync(string what, KafkaBrokers brokers, int records, Func<Task> work)
    {
        var (began, here, there) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, brokers.Processor);
        await work();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (here, there) = (Environment.CpuUsage.TotalTime - here, brokers.Processor - there);
        Console.WriteLine($"{records:N0} records of {ValueBytes} bytes {what}: {records / seconds:N0} a second; processor {here.TotalMicroseconds / records:F1} µs for each here, {there.TotalMicroseconds / records:F1} µs in the brokers");
    }

    private static Task AppendAsync(IStreams streams, int records) => Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
    {
        for (var first = writer * RecordsPerAppend; first < records; first += Writers * RecordsPerAppend)
        {
            await streams.AppendAsync(StreamTopics.Clickstream, [.. Enumerable.Range(first, RecordsPerAppend).Select(RecordOf)]);
        }
    })));

    private static Task ReadAsync(IStreams streams, int records, int batch) => Task.Run(async () =>
    {
        var read = 0;
        await foreach (var one in streams.ReadAsync(StreamTopics.Clickstream, "bench", batch))
        {
            await one.CommitAsync(CancellationToken.None);
            if ((read += one.Records.Count) >= records)
            {
                break;
            }
        }
    });

    private static StreamRecord RecordOf(int i) => new($"U{i % 100_003:D7}", new byte[ValueBytes], new Dictionary<string, string> { ["event_id"] = $"E{i:D12}" });
}
