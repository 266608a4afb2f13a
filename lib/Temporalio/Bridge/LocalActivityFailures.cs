using Coresdk.ActivityResult;
using Coresdk.WorkflowCommands;
using Temporalio.Api.Enums.V1;
using Failure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Bridge;

/// <summary>How a local activity's end is told to the workflow: as if the server had recorded it.</summary>
internal static class LocalActivityFailures
{
    public static ActivityResolution Cancelled(ScheduleLocalActivity schedule) => new()
    {
        Cancelled = new() { Failure = Wrap(schedule, new() { Message = "Activity cancelled", CanceledFailureInfo = new() }, RetryState.CancelRequested) },
    };

    public static ActivityResolution Failed(ScheduleLocalActivity schedule, Failure cause, RetryState retryState) => new()
    {
        Failed = new() { Failure_ = Wrap(schedule, cause, retryState) },
    };

    public static Failure TimedOut(TimeoutType type) => new()
    {
        Message = "Activity timed out",
        TimeoutFailureInfo = new() { TimeoutType = type },
    };

    private static Failure Wrap(ScheduleLocalActivity schedule, Failure cause, RetryState retryState) => new()
    {
        Message = "Activity task failed",
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ActivityId = schedule.ActivityId,
            ActivityType = new() { Name = schedule.ActivityType },
            RetryState = retryState,
        },
    };
}
