using System.Diagnostics;
using Temporalio.Client;
using Temporalio.Worker;
using TemporalServer;

namespace TemporalScale;

/// <summary>The second half: a new process takes the killed one's file over.</summary>
internal sealed class Recover(ScaleOptions options)
{
    public async Task RunAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await using var server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions { DatabasePath = options.Database, Port = 0 });
        var serving = Stopwatch.GetElapsedTime(began);
        var client = await TemporalClient.ConnectAsync(new(server.Address));
        var running = await client.CountWorkflowsAsync("ExecutionStatus = 'Running'");
        Console.WriteLine($"restart after a kill: serving after {serving.TotalMilliseconds:F0} ms with {running.Count:N0} workflows open, {ResidentMemory.Read()}");

        using var worker = new TemporalWorker(client, new TemporalWorkerOptions(Fill.TaskQueue).AddWorkflow<SleeperWorkflow>());
        await worker.ExecuteAsync(async () =>
        {
            while (Progress.AwakeCount < Fill.SoonDue)
            {
                await Task.Delay(5);
            }
        });
        Console.WriteLine($"the {Fill.SoonDue:N0} timers that were due about the restart: the last fired {Progress.Latest.TotalMilliseconds:F0} ms after its time, {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s after the start of the server");
    }
}
