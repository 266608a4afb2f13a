using Coresdk.ActivityResult;
using Coresdk.WorkflowCommands;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Failure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Bridge.Machines;

internal sealed class ActivityMachine : CommandMachine
{
    private readonly ScheduleActivity schedule;
    private readonly OutgoingCommand outgoing;
    private long scheduledEventId;
    private bool resolved;
    private bool cancelRequested;

    public ActivityMachine(IMachineHost host, ScheduleActivity command, UserMetadata? metadata, bool eager)
        : base(host)
    {
        schedule = command;
        var attributes = new Api.Command.V1.ScheduleActivityTaskCommandAttributes
        {
            ActivityId = command.ActivityId,
            ActivityType = new ActivityType { Name = command.ActivityType },
            TaskQueue = new() { Name = command.TaskQueue, Kind = TaskQueueKind.Normal },
            ScheduleToCloseTimeout = command.ScheduleToCloseTimeout,
            ScheduleToStartTimeout = command.ScheduleToStartTimeout,
            StartToCloseTimeout = command.StartToCloseTimeout,
            HeartbeatTimeout = command.HeartbeatTimeout,
            RetryPolicy = command.RetryPolicy,
            RequestEagerExecution = eager && !command.DoNotEagerlyExecute,
            Priority = command.Priority,
        };
        attributes.Input = ProtoParts.Payloads(command.Arguments);
        attributes.Header = ProtoParts.Header(command.Headers);
        outgoing = host.Send(new(this, new()
        {
            CommandType = CommandType.ScheduleActivityTask,
            UserMetadata = metadata,
            ScheduleActivityTaskCommandAttributes = attributes,
        }, EventType.ActivityTaskScheduled));
    }

    public void Cancel()
    {
        if (resolved || cancelRequested)
        {
            return;
        }

        if (Host.Withdraw(outgoing))
        {
            ResolveCancelled(new());
            return;
        }

        cancelRequested = true;
        if (schedule.CancellationType != ActivityCancellationType.Abandon)
        {
            Host.Send(new(this, new()
            {
                CommandType = CommandType.RequestCancelActivityTask,
                RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
            }, EventType.ActivityTaskCancelRequested));
        }

        if (schedule.CancellationType != ActivityCancellationType.WaitCancellationCompleted)
        {
            ResolveCancelled(new());
        }
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        if (recorded.EventType != EventType.ActivityTaskScheduled)
        {
            return;
        }

        var attributes = recorded.ActivityTaskScheduledEventAttributes;
        Require(attributes.ActivityId == schedule.ActivityId, recorded, "activity id", schedule.ActivityId, attributes.ActivityId);
        Require(
            attributes.ActivityType.Name == schedule.ActivityType, recorded, "activity type",
            schedule.ActivityType, attributes.ActivityType.Name);
        scheduledEventId = recorded.EventId;
        Host.Track(recorded.EventId, this);
    }

    public override void Happened(HistoryEvent happened)
    {
        switch (happened.EventType)
        {
            case EventType.ActivityTaskCompleted:
                Resolve(new()
                {
                    Completed = new() { Result = happened.ActivityTaskCompletedEventAttributes.Result?.Payloads_.FirstOrDefault() },
                });
                break;
            case EventType.ActivityTaskFailed:
                var failed = happened.ActivityTaskFailedEventAttributes;
                Resolve(Failed("Activity task failed", failed.Failure, failed.RetryState, failed.Identity, failed.StartedEventId));
                break;
            case EventType.ActivityTaskTimedOut:
                var timedOut = happened.ActivityTaskTimedOutEventAttributes;
                Resolve(Failed("Activity task timed out", timedOut.Failure, timedOut.RetryState, "", timedOut.StartedEventId));
                break;
            case EventType.ActivityTaskCanceled:
                ResolveCancelled(happened.ActivityTaskCanceledEventAttributes);
                break;
            default:
                return;
        }

        Host.Untrack(scheduledEventId);
    }

    public override string ToString() => $"activity {schedule.ActivityId} of type {schedule.ActivityType}";

    private void Resolve(ActivityResolution resolution)
    {
        if (!resolved)
        {
            resolved = true;
            Host.Notify(new() { ResolveActivity = new() { Seq = schedule.Seq, Result = resolution } });
        }
    }

    /// <param name="cancelled">What the server recorded; empty when it is not waited for.</param>
    private void ResolveCancelled(ActivityTaskCanceledEventAttributes cancelled)
    {
        var failure = Wrap(
            "Activity cancelled", RetryState.CancelRequested, cancelled.Identity, cancelled.ScheduledEventId, cancelled.StartedEventId);
        failure.Cause = new Failure { CanceledFailureInfo = new() { Details = cancelled.Details } };
        Resolve(new() { Cancelled = new Cancellation { Failure = failure } });
    }

    private ActivityResolution Failed(
        string message, Failure? cause, RetryState retryState, string identity, long startedEventId)
    {
        var failure = Wrap(message, retryState, identity, scheduledEventId, startedEventId);
        failure.Cause = cause;
        return new() { Failed = new() { Failure_ = failure } };
    }

    private Failure Wrap(string message, RetryState retryState, string identity, long scheduledEventId, long startedEventId) => new()
    {
        Message = message,
        ActivityFailureInfo = new()
        {
            ActivityId = schedule.ActivityId,
            ActivityType = new() { Name = schedule.ActivityType },
            Identity = identity,
            RetryState = retryState,
            ScheduledEventId = scheduledEventId,
            StartedEventId = startedEventId,
        },
    };
}
