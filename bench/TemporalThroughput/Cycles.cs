using Temporalio.Client;
using Temporalio.Worker;

namespace TemporalThroughput;

/// <summary>Server, worker and client in one process: how many cycles, and how late under a steady load.</summary>
internal static class Cycles
{
    private const int CyclesOfEach = 25;
    private const int PacePerSecond = 600;

    public static async Task RunAsync(string address, ThroughputOptions options)
    {
        var client = await TemporalClient.ConnectAsync(new(address));
        var full = new Lateness();
        var (perSecond, cost) = await RunAsync(client, full, options.Lanes, options.Duration, milliseconds: 1);
        Console.WriteLine($"in process, without pause: {perSecond:N0} cycles a second at {cost:F0} us of processor time each (target: 3,000)");

        // A cycle of one second in each lane makes the pace
        var paced = new Lateness();
        (perSecond, _) = await RunAsync(client, paced, PacePerSecond, options.Duration, milliseconds: 1000);
        Console.WriteLine($"in process, {perSecond:F0} cycles a second: from due to activity start {paced.Summary()} (target: p99 below 250 ms)");
    }

    private static async Task<(double PerSecond, double Cost)> RunAsync(TemporalClient client, Lateness lateness, int lanes, TimeSpan duration, int milliseconds)
    {
        var queue = $"cycles-{milliseconds}";
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions(queue).AddActivity(lateness.Mark).AddWorkflow<CycleWorkflow>());
        return await worker.ExecuteAsync(() => new Lanes(client, queue, "cycle", CyclesOfEach, milliseconds).MeasureAsync(lanes, duration, () => lateness.Count));
    }
}
