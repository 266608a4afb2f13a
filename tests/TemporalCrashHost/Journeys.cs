using Temporalio.Activities;
using Temporalio.Worker;

namespace TemporalCrashHost;

/// <summary>What the worker in the host runs.</summary>
public static class Journeys
{
    /// <summary>The worker's queue.</summary>
    public const string TaskQueue = "journeys";

    /// <summary>A sticky timeout short enough to be waited for after every crash.</summary>
    public static TemporalWorkerOptions Options() =>
        new TemporalWorkerOptions(TaskQueue) { StickyQueueScheduleToStartTimeout = TimeSpan.FromMilliseconds(500) }
            .AddActivity(Echo)
            .AddWorkflow<JourneyWorkflow>()
            .AddWorkflow<JourneyChildWorkflow>();

    [Activity("echo")]
    private static string Echo(string text) => $"echo {text}";
}
