using TemporalServer.Persistence;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>The timers a workflow started.</summary>
internal sealed class UserTimers(WorkflowRun run)
{
    private readonly Dictionary<string, (long StartedId, long Due)> pending = new(StringComparer.Ordinal);

    /// <summary>Workflow time of the earliest; <see cref="long.MaxValue"/> for none.</summary>
    public long NextDue
    {
        get
        {
            var next = long.MaxValue;
            foreach (var (_, due) in pending.Values)
            {
                next = Math.Min(next, due);
            }

            return next;
        }
    }

    public bool IsRunning(string timerId) => pending.ContainsKey(timerId);

    public void Start(StartTimerCommandAttributes command, UserMetadata? metadata, long completedId)
    {
        var started = run.History.Append(new HistoryEvent
        {
            EventType = EventType.TimerStarted,
            TimerStartedEventAttributes = new TimerStartedEventAttributes
            {
                TimerId = command.TimerId,
                StartToFireTimeout = command.StartToFireTimeout,
                WorkflowTaskCompletedEventId = completedId,
            },
            UserMetadata = metadata,
        });
        pending.Add(command.TimerId, (started.EventId, run.Now + command.StartToFireTimeout.Ticks()));
    }

    /// <summary>Cancels a timer, also one that fired while the worker was deciding.</summary>
    public void Cancel(string timerId, long completedId, string identity)
    {
        var startedId = pending.Remove(timerId, out var timer) ? timer.StartedId
            : run.History.TakeBuffered(item => item.TimerFiredEventAttributes?.TimerId == timerId)!.TimerFiredEventAttributes.StartedEventId;
        run.History.Append(new HistoryEvent
        {
            EventType = EventType.TimerCanceled,
            TimerCanceledEventAttributes = new TimerCanceledEventAttributes
            {
                TimerId = timerId,
                StartedEventId = startedId,
                WorkflowTaskCompletedEventId = completedId,
                Identity = identity,
            },
        });
    }

    /// <summary>Fires what is due, earliest first.</summary>
    public void Expire()
    {
        var due = pending.Where(timer => timer.Value.Due <= run.Now).OrderBy(timer => timer.Value.Due).ThenBy(timer => timer.Value.StartedId).ToArray();
        foreach (var (timerId, timer) in due)
        {
            pending.Remove(timerId);
            run.History.AppendOrBuffer(new HistoryEvent
            {
                EventType = EventType.TimerFired,
                TimerFiredEventAttributes = new TimerFiredEventAttributes { TimerId = timerId, StartedEventId = timer.StartedId },
            });
            run.WorkflowTask.Schedule();
        }
    }

    public void Clear() => pending.Clear();

    public void Write(StateWriter writer)
    {
        writer.Long(pending.Count);
        foreach (var (timerId, timer) in pending)
        {
            writer.Text(timerId);
            writer.Long(timer.StartedId);
            writer.Long(timer.Due);
        }
    }

    public void Read(StateReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            pending.Add(reader.Text(), (reader.Long(), reader.Long()));
        }
    }
}
