using Coresdk.ActivityResult;
using Coresdk.WorkflowCommands;
using Temporalio.Api.Enums.V1;
using Failure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Bridge;

/// <summary>
/// How a local activity's end is told to the workflow. What it threw arrives as it is, not wrapped in an activity's
/// failure as from the server; only cancellations and timeouts are.
/// </summary>
internal static class LocalActivityFailures
{
    public static ActivityResolution Cancelled(ScheduleLocalActivity schedule) => new()
    {
        Cancelled = new()
        {
            Failure = Wrap(
                schedule, "Local Activity cancelled", new() { Message = "Activity cancelled", CanceledFailureInfo = new() }, RetryState.CancelRequested),
        },
    };

    public static ActivityResolution Failed(ScheduleLocalActivity schedule, Failure failure) => new()
    {
        Failed = new()
        {
            Failure_ = failure.TimeoutFailureInfo is null ? failure : Wrap(schedule, "Local Activity timed out", failure, RetryState.Timeout),
        },
    };

    public static Failure TimedOut(TimeoutType type) => new()
    {
        Message = "Activity timed out",
        TimeoutFailureInfo = new() { TimeoutType = type },
    };

    private static Failure Wrap(ScheduleLocalActivity schedule, string message, Failure cause, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ActivityId = schedule.ActivityId,
            ActivityType = new() { Name = schedule.ActivityType },
            RetryState = retryState,
        },
    };
}
