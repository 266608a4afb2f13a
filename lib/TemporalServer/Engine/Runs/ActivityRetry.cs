using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Whether and when a failed attempt is tried again.</summary>
internal static class ActivityRetry
{
    /// <param name="activity">What failed.</param>
    /// <param name="policy">A whole policy.</param>
    /// <param name="failure">Why.</param>
    /// <param name="now">Machine time.</param>
    /// <returns>In progress with the delay in ticks, or why there is no further attempt.</returns>
    public static (RetryState State, long Delay) Decide(PendingActivity activity, RetryPolicy policy, Failure failure, long now)
    {
        if (activity.CancelRequested)
        {
            return (RetryState.CancelRequested, 0);
        }

        if (failure.TimeoutFailureInfo is { TimeoutType: TimeoutType.ScheduleToStart or TimeoutType.ScheduleToClose })
        {
            return (RetryState.Timeout, 0);
        }

        var (state, delay) = Decide(activity.IsReset ? 0 : activity.Attempt, policy, failure);
        return state == RetryState.InProgress && activity.Expiration != long.MaxValue && now + delay > activity.Expiration
            ? (RetryState.Timeout, 0)
            : (state, delay);
    }

    /// <summary>As the policy alone decides, for activities and workflows.</summary>
    public static (RetryState State, long Delay) Decide(int attempt, RetryPolicy policy, Failure failure)
    {
        if (!IsRetryable(failure, policy))
        {
            return (RetryState.NonRetryableFailure, 0);
        }

        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
        {
            return (RetryState.MaximumAttemptsReached, 0);
        }

        if (failure.ApplicationFailureInfo?.NextRetryDelay is { } chosen)
        {
            return (RetryState.InProgress, chosen.Ticks());
        }

        var grown = policy.InitialInterval.Ticks() * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaximumInterval.Ticks();
        return (RetryState.InProgress, longest > 0 && grown > longest ? longest : grown < long.MaxValue / 4 ? (long)grown : long.MaxValue / 4);
    }

    /// <summary>The failure that a passed deadline stands for.</summary>
    public static Failure Timeout(TimeoutType kind, PendingActivity activity) => new()
    {
        Message = $"activity {kind} timeout",
        Source = "Server",
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = kind, LastHeartbeatDetails = activity.HeartbeatDetails },
        Cause = kind == TimeoutType.ScheduleToClose ? activity.LastFailure : null,
    };

    private static bool IsRetryable(Failure failure, RetryPolicy policy) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.TerminatedFailureInfo or Failure.FailureInfoOneofCase.CanceledFailureInfo => false,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
            failure.TimeoutFailureInfo.TimeoutType is TimeoutType.StartToClose or TimeoutType.Heartbeat
            && !policy.NonRetryableErrorTypes.Contains($"TemporalTimeout:{failure.TimeoutFailureInfo.TimeoutType}"),
        Failure.FailureInfoOneofCase.ServerFailureInfo => !failure.ServerFailureInfo.NonRetryable,
        Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
            !failure.ApplicationFailureInfo.NonRetryable && !policy.NonRetryableErrorTypes.Contains(failure.ApplicationFailureInfo.Type),
        _ => true,
    };
}
