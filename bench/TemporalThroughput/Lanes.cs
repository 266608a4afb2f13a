using System.Diagnostics;
using Temporalio.Client;

namespace TemporalThroughput;

/// <summary>Keeps a number of workflows open: whenever one ends, the next is started.</summary>
/// <param name="client">Starts them.</param>
/// <param name="taskQueue">Whose worker runs them.</param>
/// <param name="workflow">Their type.</param>
/// <param name="args">Their arguments.</param>
internal sealed class Lanes(ITemporalClient client, string taskQueue, string workflow, params object?[] args)
{
    private static int lastId;
    private int ended;

    /// <summary>Workflows that ended so far.</summary>
    public int Ended => Volatile.Read(ref ended);

    /// <summary>Runs for some time, after a warm-up of a third of it.</summary>
    /// <param name="count">Workflows open at a time.</param>
    /// <param name="duration">How long to measure.</param>
    /// <param name="done">What is counted.</param>
    /// <returns>How many a second, and the process's processor time for each, microseconds.</returns>
    public async Task<(double PerSecond, double Cost)> MeasureAsync(int count, TimeSpan duration, Func<int> done)
    {
        using var over = new CancellationTokenSource();
        var lanes = Enumerable.Range(0, count).Select(_ => RunLaneAsync(over.Token)).ToArray();
        await Task.Delay(duration / 3);
        var began = Stopwatch.GetTimestamp();
        var (before, processor) = (done(), Environment.CpuUsage.TotalTime);
        await Task.Delay(duration);
        var (after, used) = (done() - before, Environment.CpuUsage.TotalTime - processor);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await over.CancelAsync();
        await Task.WhenAll(lanes);
        return (after / seconds, used.TotalMicroseconds / after);
    }

    private async Task RunLaneAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var handle = await client.StartWorkflowAsync(workflow, args, new($"{workflow}-{Interlocked.Increment(ref lastId)}", taskQueue));
            await handle.GetResultAsync();
            Interlocked.Increment(ref ended);
        }
    }
}
