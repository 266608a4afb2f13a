using Temporalio.Activities;
using Temporalio.Exceptions;

namespace TemporalConformance.Tests.Differential;

/// <summary>What the steps of programs call.</summary>
internal static class ProgramActivities
{
    [Activity("act")]
    public static async Task<string> ActAsync(string behaviour, int milliseconds)
    {
        var context = ActivityExecutionContext.Current;
        switch (behaviour)
        {
            case "fail":
                throw new ApplicationFailureException("failed as told", "Told", nonRetryable: true);
            case "flaky" when context.Info.Attempt == 1:
                throw new ApplicationFailureException("failed once", "Flaky");
            case "slow":
                await StayAsync(context);
                return "stayed";
            default:
                await Task.Delay(milliseconds, context.CancellationToken);
                return behaviour;
        }
    }

    [Activity("actLocally")]
    public static string ActLocally(string behaviour) => behaviour switch
    {
        "fail" => throw new ApplicationFailureException("failed as told", "Told", nonRetryable: true),
        "flaky" when ActivityExecutionContext.Current.Info.Attempt == 1 => throw new ApplicationFailureException("failed once", "Flaky"),
        _ => behaviour,
    };

    /// <summary>Long enough to be cancelled, and short enough to wait for when nobody does.</summary>
    private static async Task StayAsync(ActivityExecutionContext context)
    {
        for (var beat = 0; beat < 6; beat++)
        {
            context.Heartbeat(beat);
            await Task.Delay(25, context.CancellationToken);
        }
    }
}
