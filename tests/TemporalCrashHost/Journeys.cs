using Temporalio.Activities;
using Temporalio.Worker;

namespace TemporalCrashHost;

/// <summary>What the worker in the host runs.</summary>
public static class Journeys
{
    /// <summary>The worker's queue.</summary>
    public const string TaskQueue = "journeys";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>A sticky timeout short enough to be waited for after every crash.</summary>
    public static TemporalWorkerOptions Options() =>
        new TemporalWorkerOptions(TaskQueue) { StickyQueueScheduleToStartTimeout = TimeSpan.FromMilliseconds(500) }
            .AddActivity(Echo)
            .AddActivity(BeatAsync)
            .AddActivity(Leave)
            .AddWorkflow<JourneyWorkflow>()
            .AddWorkflow<JourneyLedgerWorkflow>()
            .AddWorkflow<JourneyChildWorkflow>();

    [Activity("echo")]
    private static string Echo(string text) => $"echo {text}";

    /// <summary>Heartbeats its progress and takes up from there after a crash.</summary>
    [Activity("beat")]
    private static async Task<int> BeatAsync(int beats)
    {
        var context = ActivityExecutionContext.Current;
        var done = context.Info.HeartbeatDetails.Count > 0 ? await context.Info.HeartbeatDetailAtAsync<int>(0) : 0;
        for (; done < beats; done++)
        {
            await Task.Delay(Beat, context.CancellationToken);
            context.Heartbeat(done + 1);
        }

        return done;
    }

    /// <summary>Is completed from outside.</summary>
    [Activity("leave")]
    private static string Leave() => throw new CompleteAsyncException();
}
