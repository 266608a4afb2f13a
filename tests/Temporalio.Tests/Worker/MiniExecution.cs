using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Tests.Worker;

/// <summary>One run on <see cref="MiniServer"/>; used under its lock.</summary>
internal sealed class MiniExecution
{
    private readonly MiniServer server;
    private readonly StartWorkflowExecutionRequest start;
    private readonly MiniExecution? parent;
    private readonly long initiatedEventId;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<HistoryEvent> buffered = [];
    private readonly HashSet<long> cancelRequested = [];
    private readonly HashSet<string> cancelledTimers = [];
    private TaskCompletionSource<RespondQueryTaskCompletedRequest>? query;
    private string? sticky;
    private long previousStarted;
    private long started;
    private bool scheduled;

    public MiniExecution(
        MiniServer server, StartWorkflowExecutionRequest start, string runId, string? continuedFrom, MiniExecution? parent, long initiatedEventId)
    {
        this.server = server;
        this.start = start;
        this.parent = parent;
        this.initiatedEventId = initiatedEventId;
        RunId = runId;
        Add(new()
        {
            EventType = EventType.WorkflowExecutionStarted,
            WorkflowExecutionStartedEventAttributes = new()
            {
                WorkflowType = start.WorkflowType,
                TaskQueue = start.TaskQueue,
                Input = start.Input,
                OriginalExecutionRunId = runId,
                FirstExecutionRunId = runId,
                ContinuedExecutionRunId = continuedFrom ?? "",
                WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)),
                Attempt = 1,
                WorkflowId = start.WorkflowId,
                Memo = start.Memo,
                SearchAttributes = start.SearchAttributes,
            },
        });
    }

    public string RunId { get; }

    public List<HistoryEvent> Events { get; } = [];

    public Task Closed => closed.Task;

    private bool IsOpen => !closed.Task.IsCompleted;

    private string TaskQueue => start.TaskQueue.Name;

    public void ScheduleTask()
    {
        if (scheduled || started > 0 || !IsOpen)
        {
            return;
        }

        scheduled = true;
        Add(new() { EventType = EventType.WorkflowTaskScheduled, WorkflowTaskScheduledEventAttributes = new() });
        server.Enqueue(sticky ?? TaskQueue, Task());
    }

    public PollWorkflowTaskQueueResponse StartTask(PollWorkflowTaskQueueResponse task)
    {
        if (task.Query is null)
        {
            scheduled = false;
            started = Add(new() { EventType = EventType.WorkflowTaskStarted, WorkflowTaskStartedEventAttributes = new() }).EventId;
            task.StartedEventId = started;
        }

        task.PreviousStartedEventId = previousStarted;
        task.History = new() { Events = { sticky is null ? Events : Events.Where(e => e.EventId > previousStarted) } };
        return task;
    }

    public RespondWorkflowTaskCompletedResponse CompleteTask(RespondWorkflowTaskCompletedRequest request)
    {
        sticky = request.StickyAttributes?.WorkerTaskQueue.Name;
        previousStarted = started;
        Add(new()
        {
            EventType = EventType.WorkflowTaskCompleted,
            WorkflowTaskCompletedEventAttributes = new() { StartedEventId = started, SdkMetadata = request.SdkMetadata },
        });
        started = 0;
        foreach (var command in request.Commands)
        {
            Execute(command);
        }

        Flush();
        if (request.ForceCreateNewWorkflowTask)
        {
            ScheduleTask();
        }

        return new();
    }

    public RespondWorkflowTaskFailedResponse FailTask(RespondWorkflowTaskFailedRequest request)
    {
        sticky = null;
        Add(new() { EventType = EventType.WorkflowTaskFailed, WorkflowTaskFailedEventAttributes = new() { StartedEventId = started, Failure = request.Failure } });
        started = 0;
        return new();
    }

    public RespondActivityTaskCompletedResponse Activity(RespondActivityTaskCompletedRequest request)
    {
        var (scheduledId, startedId) = ActivityStarted(request.TaskToken);
        Happen(new()
        {
            EventType = EventType.ActivityTaskCompleted,
            ActivityTaskCompletedEventAttributes = new() { Result = request.Result, ScheduledEventId = scheduledId, StartedEventId = startedId },
        });
        return new();
    }

    public RespondActivityTaskFailedResponse Activity(RespondActivityTaskFailedRequest request)
    {
        var (scheduledId, startedId) = ActivityStarted(request.TaskToken);
        Happen(new()
        {
            EventType = EventType.ActivityTaskFailed,
            ActivityTaskFailedEventAttributes = new()
            {
                Failure = request.Failure,
                ScheduledEventId = scheduledId,
                StartedEventId = startedId,
                RetryState = RetryState.MaximumAttemptsReached,
            },
        });
        return new();
    }

    public RespondActivityTaskCanceledResponse Activity(RespondActivityTaskCanceledRequest request)
    {
        var (scheduledId, startedId) = ActivityStarted(request.TaskToken);
        Happen(new()
        {
            EventType = EventType.ActivityTaskCanceled,
            ActivityTaskCanceledEventAttributes = new() { ScheduledEventId = scheduledId, StartedEventId = startedId },
        });
        return new();
    }

    public RecordActivityTaskHeartbeatResponse Heartbeat(RecordActivityTaskHeartbeatRequest request) =>
        new() { CancelRequested = cancelRequested.Contains(long.Parse(request.TaskToken.ToStringUtf8().Split('|')[1])) };

    public SignalWorkflowExecutionResponse Signal(string name, Payloads? input)
    {
        Happen(new()
        {
            EventType = EventType.WorkflowExecutionSignaled,
            WorkflowExecutionSignaledEventAttributes = new() { SignalName = name, Input = input },
        });
        return new();
    }

    public RequestCancelWorkflowExecutionResponse RequestCancel()
    {
        Happen(new() { EventType = EventType.WorkflowExecutionCancelRequested, WorkflowExecutionCancelRequestedEventAttributes = new() });
        return new();
    }

    public Task<RespondQueryTaskCompletedRequest> Query(WorkflowQuery asked)
    {
        query = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = Task();
        task.Query = asked;
        server.Enqueue(sticky ?? TaskQueue, task);
        return query.Task;
    }

    public RespondQueryTaskCompletedResponse Answer(RespondQueryTaskCompletedRequest answer)
    {
        query!.TrySetResult(answer);
        return new();
    }

    private PollWorkflowTaskQueueResponse Task() => new()
    {
        TaskToken = ByteString.CopyFromUtf8($"{RunId}|task"),
        WorkflowExecution = new() { WorkflowId = start.WorkflowId, RunId = RunId },
        WorkflowType = start.WorkflowType,
        Attempt = 1,
    };

    private HistoryEvent Add(HistoryEvent e)
    {
        e.EventId = Events.Count + 1;
        e.EventTime = Timestamp.FromDateTime(DateTime.UnixEpoch.AddSeconds(Events.Count));
        Events.Add(e);
        return e;
    }

    private void Happen(HistoryEvent e)
    {
        if (!IsOpen)
        {
            return;
        }

        buffered.Add(e);
        if (started == 0)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (!IsOpen || buffered.Count == 0)
        {
            return;
        }

        foreach (var e in buffered)
        {
            var isCancelled = e.EventType == EventType.TimerFired && cancelledTimers.Contains(e.TimerFiredEventAttributes.TimerId);
            if (!isCancelled)
            {
                Add(e);
            }
        }

        buffered.Clear();
        ScheduleTask();
    }

    private (long Scheduled, long Started) ActivityStarted(ByteString token)
    {
        var scheduledId = long.Parse(token.ToStringUtf8().Split('|')[1]);
        if (started > 0)
        {
            return (scheduledId, 0);
        }

        var e = Add(new() { EventType = EventType.ActivityTaskStarted, ActivityTaskStartedEventAttributes = new() { ScheduledEventId = scheduledId, Attempt = 1 } });
        return (scheduledId, e.EventId);
    }

    private void Execute(Command command)
    {
        switch (command.CommandType)
        {
            case CommandType.StartTimer:
                var timer = command.StartTimerCommandAttributes;
                var timerStarted = Add(new() { EventType = EventType.TimerStarted, TimerStartedEventAttributes = new() { TimerId = timer.TimerId, StartToFireTimeout = timer.StartToFireTimeout } });
                if (timer.StartToFireTimeout.ToTimeSpan() < TimeSpan.FromDays(1))
                {
                    buffered.Add(new() { EventType = EventType.TimerFired, TimerFiredEventAttributes = new() { TimerId = timer.TimerId, StartedEventId = timerStarted.EventId } });
                }

                break;
            case CommandType.CancelTimer:
                var cancelled = command.CancelTimerCommandAttributes.TimerId;
                cancelledTimers.Add(cancelled);
                var from = Events.Single(e => e.TimerStartedEventAttributes?.TimerId == cancelled).EventId;
                Add(new() { EventType = EventType.TimerCanceled, TimerCanceledEventAttributes = new() { TimerId = cancelled, StartedEventId = from } });
                break;
            case CommandType.ScheduleActivityTask:
                ScheduleActivity(command.ScheduleActivityTaskCommandAttributes);
                break;
            case CommandType.RequestCancelActivityTask:
                var target = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId;
                cancelRequested.Add(target);
                Add(new() { EventType = EventType.ActivityTaskCancelRequested, ActivityTaskCancelRequestedEventAttributes = new() { ScheduledEventId = target } });
                break;
            case CommandType.RecordMarker:
                var marker = command.RecordMarkerCommandAttributes;
                Add(new() { EventType = EventType.MarkerRecorded, MarkerRecordedEventAttributes = new() { MarkerName = marker.MarkerName, Details = { marker.Details }, Failure = marker.Failure } });
                break;
            case CommandType.UpsertWorkflowSearchAttributes:
                Add(new() { EventType = EventType.UpsertWorkflowSearchAttributes, UpsertWorkflowSearchAttributesEventAttributes = new() { SearchAttributes = command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes } });
                break;
            case CommandType.ModifyWorkflowProperties:
                Add(new() { EventType = EventType.WorkflowPropertiesModified, WorkflowPropertiesModifiedEventAttributes = new() { UpsertedMemo = command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo } });
                break;
            case CommandType.StartChildWorkflowExecution:
                StartChild(command.StartChildWorkflowExecutionCommandAttributes);
                break;
            case CommandType.SignalExternalWorkflowExecution:
                SignalExternal(command.SignalExternalWorkflowExecutionCommandAttributes);
                break;
            case CommandType.RequestCancelExternalWorkflowExecution:
                CancelExternal(command.RequestCancelExternalWorkflowExecutionCommandAttributes);
                break;
            default:
                Close(command);
                break;
        }
    }

    private void ScheduleActivity(ScheduleActivityTaskCommandAttributes activity)
    {
        var e = Add(new()
        {
            EventType = EventType.ActivityTaskScheduled,
            ActivityTaskScheduledEventAttributes = new()
            {
                ActivityId = activity.ActivityId, ActivityType = activity.ActivityType, Input = activity.Input, TaskQueue = activity.TaskQueue,
            },
        });
        server.Enqueue("activity/" + activity.TaskQueue.Name, new PollActivityTaskQueueResponse
        {
            TaskToken = ByteString.CopyFromUtf8($"{RunId}|{e.EventId}"),
            WorkflowExecution = new() { WorkflowId = start.WorkflowId, RunId = RunId },
            WorkflowType = start.WorkflowType,
            WorkflowNamespace = "default",
            ActivityId = activity.ActivityId,
            ActivityType = activity.ActivityType,
            Input = activity.Input,
            HeartbeatTimeout = activity.HeartbeatTimeout,
            StartToCloseTimeout = activity.StartToCloseTimeout,
            Attempt = 1,
        });
    }

    private void StartChild(StartChildWorkflowExecutionCommandAttributes child)
    {
        var initiated = Add(new()
        {
            EventType = EventType.StartChildWorkflowExecutionInitiated,
            StartChildWorkflowExecutionInitiatedEventAttributes = new() { WorkflowId = child.WorkflowId, WorkflowType = child.WorkflowType, Input = child.Input },
        });
        var runId = server.StartRun(
            new() { WorkflowId = child.WorkflowId, WorkflowType = child.WorkflowType, TaskQueue = child.TaskQueue, Input = child.Input },
            parent: this, initiatedEventId: initiated.EventId);
        buffered.Add(new()
        {
            EventType = EventType.ChildWorkflowExecutionStarted,
            ChildWorkflowExecutionStartedEventAttributes = new()
            {
                InitiatedEventId = initiated.EventId, WorkflowExecution = new() { WorkflowId = child.WorkflowId, RunId = runId }, WorkflowType = child.WorkflowType,
            },
        });
    }

    private void SignalExternal(SignalExternalWorkflowExecutionCommandAttributes signal)
    {
        var initiated = Add(new()
        {
            EventType = EventType.SignalExternalWorkflowExecutionInitiated,
            SignalExternalWorkflowExecutionInitiatedEventAttributes = new() { SignalName = signal.SignalName, WorkflowExecution = signal.Execution, Input = signal.Input },
        });
        server.Named(signal.Execution.WorkflowId).Signal(signal.SignalName, signal.Input);
        buffered.Add(new() { EventType = EventType.ExternalWorkflowExecutionSignaled, ExternalWorkflowExecutionSignaledEventAttributes = new() { InitiatedEventId = initiated.EventId } });
    }

    private void CancelExternal(RequestCancelExternalWorkflowExecutionCommandAttributes cancel)
    {
        var initiated = Add(new()
        {
            EventType = EventType.RequestCancelExternalWorkflowExecutionInitiated,
            RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new() { WorkflowExecution = new() { WorkflowId = cancel.WorkflowId } },
        });
        server.Named(cancel.WorkflowId).RequestCancel();
        buffered.Add(new() { EventType = EventType.ExternalWorkflowExecutionCancelRequested, ExternalWorkflowExecutionCancelRequestedEventAttributes = new() { InitiatedEventId = initiated.EventId } });
    }

    private void Close(Command command)
    {
        switch (command.CommandType)
        {
            case CommandType.CompleteWorkflowExecution:
                var result = command.CompleteWorkflowExecutionCommandAttributes.Result;
                Add(new() { EventType = EventType.WorkflowExecutionCompleted, WorkflowExecutionCompletedEventAttributes = new() { Result = result } });
                Tell(new() { EventType = EventType.ChildWorkflowExecutionCompleted, ChildWorkflowExecutionCompletedEventAttributes = new() { Result = result, InitiatedEventId = initiatedEventId } });
                break;
            case CommandType.FailWorkflowExecution:
                var failure = command.FailWorkflowExecutionCommandAttributes.Failure;
                Add(new() { EventType = EventType.WorkflowExecutionFailed, WorkflowExecutionFailedEventAttributes = new() { Failure = failure } });
                Tell(new() { EventType = EventType.ChildWorkflowExecutionFailed, ChildWorkflowExecutionFailedEventAttributes = new() { Failure = failure, InitiatedEventId = initiatedEventId } });
                break;
            case CommandType.CancelWorkflowExecution:
                Add(new() { EventType = EventType.WorkflowExecutionCanceled, WorkflowExecutionCanceledEventAttributes = new() });
                Tell(new() { EventType = EventType.ChildWorkflowExecutionCanceled, ChildWorkflowExecutionCanceledEventAttributes = new() { InitiatedEventId = initiatedEventId } });
                break;
            case CommandType.ContinueAsNewWorkflowExecution:
                var again = command.ContinueAsNewWorkflowExecutionCommandAttributes;
                var runId = server.StartRun(new() { WorkflowId = start.WorkflowId, WorkflowType = again.WorkflowType, TaskQueue = again.TaskQueue, Input = again.Input }, RunId);
                Add(new() { EventType = EventType.WorkflowExecutionContinuedAsNew, WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = runId } });
                break;
            default:
                throw new NotSupportedException($"{command.CommandType} is more than this server knows");
        }

        closed.TrySetResult();
    }

    private void Tell(HistoryEvent e) => parent?.Happen(e);
}
