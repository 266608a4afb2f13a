using Coresdk.ActivityResult;
using Coresdk.WorkflowCommands;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Bridge;
using Temporalio.Converters;
using Temporalio.Worker.Metrics;
using Temporalio.Worker.Tuning;
using Failure = Temporalio.Api.Failure.V1.Failure;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker;

/// <summary>Runs local activities, their retries included: short backoffs pass here, long ones in the workflow.</summary>
internal sealed class LocalActivityRunner(
    ActivityExecutor executor, DataConverter converter, string taskQueue, TaskSlots slots, WorkerMetrics? metrics, TimeProvider time)
{
    private static readonly TimeSpan DefaultThreshold = TimeSpan.FromMinutes(1);

    /// <summary>Runs one to its end; never throws.</summary>
    /// <param name="run">The workflow it belongs to.</param>
    /// <param name="workflowType">The workflow's type.</param>
    /// <param name="schedule">What to run.</param>
    /// <param name="scheduleTime">When the workflow asked for it, in its own time.</param>
    /// <param name="cancellationToken">The workflow asks it to cancel.</param>
    public async Task<LocalActivityOutcome> RunAsync(
        RunIdentity run, string workflowType, ScheduleLocalActivity schedule, Timestamp scheduleTime, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var attempt = Math.Max(schedule.Attempt, 1);
        var policy = schedule.RetryPolicy is { } proto ? RetryPolicy.FromProto(proto) : new();
        var spent = schedule.OriginalScheduleTime is { } original ? scheduleTime.ToDateTime() - original.ToDateTime() : TimeSpan.Zero;
        while (true)
        {
            var outcome = await AttemptAsync(run, workflowType, schedule, scheduleTime, attempt, cancellationToken).ConfigureAwait(false);
            var runtime = time.GetElapsedTime(began);
            if (Final(schedule, outcome) is { } final)
            {
                return new(final, attempt, runtime);
            }

            var failure = ((ActivityOutcome.Failed)outcome).Failure;
            if (Backoff(policy, schedule, failure, attempt, spent + runtime) is not { } backoff)
            {
                return new(LocalActivityFailures.Failed(schedule, failure), attempt, runtime);
            }

            if (backoff > (schedule.LocalRetryThreshold?.ToTimeSpan() ?? DefaultThreshold))
            {
                var inWorkflow = new DoBackoff
                {
                    Attempt = attempt + 1,
                    BackoffDuration = Duration.FromTimeSpan(backoff),
                    OriginalScheduleTime = schedule.OriginalScheduleTime ?? scheduleTime,
                };
                return new(new() { Backoff = inWorkflow }, attempt, runtime);
            }

            await Task.Delay(backoff, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return new(LocalActivityFailures.Cancelled(schedule), attempt, time.GetElapsedTime(began));
            }

            attempt++;
        }
    }

    private static ActivityResolution? Final(ScheduleLocalActivity schedule, ActivityOutcome outcome) => outcome switch
    {
        ActivityOutcome.Completed completed => new() { Completed = new() { Result = completed.Result } },
        ActivityOutcome.Cancelled => LocalActivityFailures.Cancelled(schedule),
        ActivityOutcome.LeftOpen => LocalActivityFailures.Failed(
            schedule, new() { Message = "A local activity cannot be completed from elsewhere", ApplicationFailureInfo = new() { NonRetryable = true } }),
        _ => null,
    };

    private static bool IsRetryable(RetryPolicy policy, Failure failure) => failure.ApplicationFailureInfo is not { } info
        || (!info.NonRetryable && policy.NonRetryableErrorTypes?.Contains(info.Type) != true);

    private static TimeSpan? Backoff(
        RetryPolicy policy, ScheduleLocalActivity schedule, Failure failure, uint attempt, TimeSpan elapsed)
    {
        if (!IsRetryable(policy, failure) || (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts))
        {
            return null;
        }

        var maximum = policy.MaximumInterval ?? policy.InitialInterval * 100;
        var exponential = policy.InitialInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var backoff = failure.ApplicationFailureInfo?.NextRetryDelay?.ToTimeSpan()
            ?? TimeSpan.FromMilliseconds(Math.Min(exponential, maximum.TotalMilliseconds));
        var limit = schedule.ScheduleToCloseTimeout?.ToTimeSpan();
        return limit is not null && elapsed + backoff >= limit ? null : backoff;
    }

    private async Task<ActivityOutcome> AttemptAsync(
        RunIdentity run, string workflowType, ScheduleLocalActivity schedule, Timestamp scheduleTime, uint attempt, CancellationToken cancellationToken)
    {
        // Off the thread that handles the workflow task
        await Task.Yield();
        var permit = await slots.ReserveAsync(isSticky: false, CancellationToken.None).ConfigureAwait(false);
        using var slot = slots.Use(permit, schedule, static schedule => new SlotInfo.LocalActivitySlotInfo(schedule.ActivityType));
        if (cancellationToken.IsCancellationRequested)
        {
            return new ActivityOutcome.Cancelled(null);
        }

        var limit = schedule.StartToCloseTimeout?.ToTimeSpan() ?? schedule.ScheduleToCloseTimeout?.ToTimeSpan();
        using var heartbeats = new LocalHeartbeats(limit, time, cancellationToken);
        var call = new ActivityCall(Info(run, workflowType, schedule, scheduleTime, attempt), schedule.Arguments, schedule.Headers);
        var began = time.GetTimestamp();
        var outcome = await executor.RunAsync(call, heartbeats, converter).ConfigureAwait(false);
        metrics?.LocalActivity(schedule.ActivityType, workflowType).Ended(outcome, time.GetElapsedTime(began));
        return outcome is ActivityOutcome.Failed && heartbeats.Reason.Reason == ActivityCancelReason.Timeout
            ? new ActivityOutcome.Failed(LocalActivityFailures.TimedOut(TimeoutType.StartToClose))
            : outcome;
    }

    private ActivityInfo Info(
        RunIdentity run, string workflowType, ScheduleLocalActivity schedule, Timestamp scheduleTime, uint attempt)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new(
            schedule.ActivityId, schedule.ActivityType, (int)attempt, now, Array.Empty<Payload>(), null, IsLocal: true,
            Common.Priority.Default, schedule.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
            scheduleTime.ToDateTime(), schedule.ScheduleToCloseTimeout?.ToTimeSpan(), now, schedule.StartToCloseTimeout?.ToTimeSpan(),
            taskQueue, [], run.WorkflowId, run.Namespace, run.RunId, workflowType);
    }

    /// <summary>A local activity is not heard by the server; only its timeout and its workflow cancel it.</summary>
    private sealed class LocalHeartbeats : IActivityHeartbeats, IDisposable
    {
        private readonly CancellationTokenSource cancellation = new();
        private readonly CancellationTokenSource? timeout;
        private readonly CancellationTokenRegistration requested;

        public LocalHeartbeats(TimeSpan? limit, TimeProvider time, CancellationToken cancellationToken)
        {
            requested = cancellationToken.Register(() => Cancel(ActivityCancelReason.CancelRequested));
            if (limit is { } span && span < TimeSpan.FromDays(1))
            {
                timeout = new(span, time);
                timeout.Token.Register(() => Cancel(ActivityCancelReason.Timeout));
            }
        }

        public CancellationToken CancellationToken => cancellation.Token;

        public ActivityExecutionContext.CancelReasonCell Reason { get; } = new();

        public Payloads? Latest => null;

        public void Record(object?[] details)
        {
        }

        public void Dispose()
        {
            requested.Dispose();
            timeout?.Dispose();
            cancellation.Dispose();
        }

        private void Cancel(ActivityCancelReason reason)
        {
            if (Reason.TrySet(reason))
            {
                cancellation.Cancel();
            }
        }
    }
}
