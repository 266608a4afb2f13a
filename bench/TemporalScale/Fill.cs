using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;
using TemporalServer;

namespace TemporalScale;

/// <summary>The first half: starts every sleeper and measures, at 1,000 and at all of them.</summary>
internal sealed class Fill(ScaleOptions options)
{
    /// <summary>Printed at the end, when the process waits to be killed.</summary>
    public const string Done = "filled";

    /// <summary>The queue of the sleepers.</summary>
    public const string TaskQueue = "sleepers";

    /// <summary>The attribute that each sleeper has; 20 share a value.</summary>
    public const string Attribute = "Customer";

    /// <summary>How many of the sleepers are due just after the kill.</summary>
    public const int SoonDue = 1000;

    private const int Few = 1000;
    private const int AtATime = 512;
    private const int LongestBacklog = 5000;
    private static readonly SearchAttributeKey<string> Customer = SearchAttributeKey.CreateKeyword(Attribute);

    private readonly Random random = new(1);
    private int started;

    public async Task RunAsync()
    {
        await using var server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions { DatabasePath = options.Database, Port = 0 });
        var client = await TemporalClient.ConnectAsync(new(server.Address));
        await client.Connection.OperatorService.AddSearchAttributesAsync(new()
        {
            Namespace = client.Options.Namespace,
            SearchAttributes = { [Attribute] = IndexedValueType.Keyword },
        });
        var latencies = new Latencies(await TemporalClient.ConnectAsync(new(server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal))));

        await AwakeWorkerAsync(client, () => StartAsync(client, Few, keepPace: true));
        var few = await latencies.MeasureAsync(Few);

        var startOnly = (options.Count - Few) / 10;
        await MeasureAsync($"start only, {startOnly:N0} workflows", startOnly, () => StartAsync(client, startOnly, keepPace: false));
        var rest = options.Count - Few - startOnly - SoonDue;
        await MeasureAsync(
            $"start, first workflow task and timer, {startOnly + rest:N0} workflows ({startOnly:N0} of them started before)",
            startOnly + rest,
            () => AwakeWorkerAsync(client, () => StartAsync(client, rest, keepPace: true)));
        Console.WriteLine($"memory of the process with server, client and worker: {ResidentMemory.Read()}");
        Console.WriteLine($"disk: {FileSize() / options.Count:N0} bytes a workflow");

        var many = await latencies.MeasureAsync(options.Count - SoonDue);
        Latencies.Compare(few, many);
        await AwakeWorkerAsync(client, () => StartAsync(client, SoonDue, keepPace: true, soon: true));
        Console.WriteLine(Done);
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>The workflow id of a sleeper; ids are in no order, like those made of users.</summary>
    public static string IdOf(int index) => $"sleeper-{(uint)index * 2654435761 % (1L << 32):x8}-{index}";

    private static async Task MeasureAsync(string what, int count, Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        await work();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var cost = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count;
        var kibibytes = (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / count;
        Console.WriteLine($"{what}: {count / seconds:N0} a second in {seconds:F0} s; each takes {cost:F0} us of processor time and {kibibytes:F0} KiB of short-lived memory");
    }

    /// <summary>Runs a worker until everything started is asleep.</summary>
    private async Task AwakeWorkerAsync(TemporalClient client, Func<Task> start)
    {
        var options = new TemporalWorkerOptions(TaskQueue).AddWorkflow<SleeperWorkflow>();
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(async () =>
        {
            await start();
            while (Progress.AsleepCount < started)
            {
                await Task.Delay(5);
            }
        });
    }

    private async Task StartAsync(TemporalClient client, int count, bool keepPace, bool soon = false)
    {
        var indices = Enumerable.Range(started, count);
        started += count;
        await Parallel.ForEachAsync(indices, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (index, token) =>
        {
            while (keepPace && index - Progress.AsleepCount > LongestBacklog)
            {
                await Task.Delay(5, token);
            }

            await StartOneAsync(client, index, soon);
        });
    }

    private Task StartOneAsync(TemporalClient client, int index, bool soon)
    {
        int seconds;
        lock (random)
        {
            seconds = random.Next(3600, 7 * 24 * 3600);
        }

        var due = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(soon ? 10 : seconds);
        var delivery = new Delivery(due, $"user-{index}", "Your order is on its way: it left the warehouse this morning and comes tomorrow.");
        return client.StartWorkflowAsync("sleeper", [delivery], new(IdOf(index), TaskQueue)
        {
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(Customer, $"customer-{index / 20}").ToSearchAttributeCollection(),
        });
    }

    private long FileSize() => new FileInfo(options.Database).Length;
}
