using Temporalio.Client;
using Temporalio.Worker;

namespace TemporalThroughput;

/// <summary>Our worker against the official TypeScript worker, both over gRPC on one server, in turn.</summary>
internal static class Peer
{
    private const int Rounds = 2;

    public static async Task RunAsync(string address, ThroughputOptions options)
    {
        var starter = await TemporalClient.ConnectAsync(new(address));
        var overGrpc = await TemporalClient.ConnectAsync(new(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        await using var official = await TypeScriptWorker.StartAsync(address, "typescript");
        if (official is null)
        {
            await Console.Error.WriteLineAsync("The TypeScript worker is not here: run npm ci in native/, and this program in the repository's root.");
            return;
        }

        var (ours, theirs) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            ours += await OwnAsync(starter, overGrpc, options) / Rounds;
            theirs += await MeasureAsync(starter, "typescript", options) / Rounds;
        }

        Console.WriteLine($"over gRPC, workflows of one activity a second: our worker {ours:N0}, official TypeScript worker {theirs:N0}: {ours / theirs:F1} times (target: 3)");
    }

    private static async Task<double> OwnAsync(TemporalClient starter, TemporalClient overGrpc, ThroughputOptions options)
    {
        using var worker = new TemporalWorker(overGrpc, new TemporalWorkerOptions("own").AddActivity(new Lateness().Mark).AddWorkflow<OnceWorkflow>());
        return await worker.ExecuteAsync(() => MeasureAsync(starter, "own", options));
    }

    private static async Task<double> MeasureAsync(TemporalClient starter, string taskQueue, ThroughputOptions options)
    {
        var lanes = new Lanes(starter, taskQueue, "once");
        var (perSecond, _) = await lanes.MeasureAsync(options.Lanes, options.Duration, () => lanes.Ended);
        Console.WriteLine($"  {taskQueue}: {perSecond:N0} a second");
        return perSecond;
    }
}
