using TemporalServer.Persistence;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>A child workflow its parent waits for.</summary>
internal sealed record ChildWorkflow(long InitiatedId, string WorkflowId, string WorkflowType, ParentClosePolicy ClosePolicy)
{
    public string RunId { get; set; } = string.Empty;

    /// <summary>The started event; 0 until it is appended.</summary>
    public long StartedId { get; set; }

    /// <summary>Its closing event is buffered or appended.</summary>
    public bool Closed { get; set; }
}

/// <summary>The children a run waits for, by the event that initiated them.</summary>
internal sealed class ChildWorkflows(WorkflowRun run)
{
    private readonly Dictionary<long, ChildWorkflow> pending = [];

    /// <summary>How many it waits for.</summary>
    public int Count => pending.Count;

    /// <summary>Children that have not closed.</summary>
    public IEnumerable<ChildWorkflow> Open => pending.Values.Where(static child => !child.Closed);

    public void Initiated(long initiatedId, StartChildWorkflowExecutionInitiatedEventAttributes attributes) =>
        pending.Add(initiatedId, new ChildWorkflow(initiatedId, attributes.WorkflowId, attributes.WorkflowType.Name, attributes.ParentClosePolicy));

    public ChildWorkflow? FindOpen(long initiatedId) =>
        pending.TryGetValue(initiatedId, out var child) && !child.Closed ? child : null;

    /// <summary>The child runs.</summary>
    public void Started(long initiatedId, string runId)
    {
        if (FindOpen(initiatedId) is not { RunId.Length: 0 } child)
        {
            return;
        }

        child.RunId = runId;
        if (!run.IsOpen)
        {
            return;
        }

        var attributes = run.History.Read(initiatedId).StartChildWorkflowExecutionInitiatedEventAttributes;
        var item = run.History.AppendOrBuffer(new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionStarted,
            ChildWorkflowExecutionStartedEventAttributes = new ChildWorkflowExecutionStartedEventAttributes
            {
                Namespace = attributes.Namespace,
                NamespaceId = attributes.NamespaceId,
                InitiatedEventId = initiatedId,
                WorkflowExecution = new WorkflowExecution { WorkflowId = child.WorkflowId, RunId = runId },
                WorkflowType = attributes.WorkflowType,
                Header = attributes.Header,
            },
        });
        child.StartedId = item.EventId;
        run.WorkflowTask.Schedule();
    }

    /// <summary>The child could not be started.</summary>
    public void Refused(long initiatedId, StartChildWorkflowExecutionFailedCause cause)
    {
        if (FindOpen(initiatedId) is null)
        {
            return;
        }

        pending.Remove(initiatedId);
        if (!run.IsOpen)
        {
            return;
        }

        var attributes = run.History.Read(initiatedId).StartChildWorkflowExecutionInitiatedEventAttributes;
        run.History.AppendOrBuffer(new HistoryEvent
        {
            EventType = EventType.StartChildWorkflowExecutionFailed,
            StartChildWorkflowExecutionFailedEventAttributes = new StartChildWorkflowExecutionFailedEventAttributes
            {
                Namespace = attributes.Namespace,
                NamespaceId = attributes.NamespaceId,
                WorkflowId = attributes.WorkflowId,
                WorkflowType = attributes.WorkflowType,
                Cause = cause,
                InitiatedEventId = initiatedId,
                WorkflowTaskCompletedEventId = attributes.WorkflowTaskCompletedEventId,
            },
        });
        run.WorkflowTask.Schedule();
    }

    /// <summary>The child closed.</summary>
    /// <param name="initiatedId">Which child.</param>
    /// <param name="childRun">The run that closed.</param>
    /// <param name="close">The child's own closing event.</param>
    public void ClosedWith(long initiatedId, WorkflowExecution childRun, HistoryEvent close)
    {
        Started(initiatedId, childRun.RunId);
        if (FindOpen(initiatedId) is not { } child)
        {
            return;
        }

        var attributes = run.History.Read(initiatedId).StartChildWorkflowExecutionInitiatedEventAttributes;
        child.Closed = true;
        run.History.AppendOrBuffer(ChildClosing.ToParentEvent(close, childRun, attributes, initiatedId, child.StartedId));
        if (child.StartedId != 0)
        {
            pending.Remove(initiatedId);
        }

        run.WorkflowTask.Schedule();
    }

    /// <summary>Takes up a started child of an adopted history.</summary>
    public void Restore(long initiatedId, string runId, long startedId)
    {
        if (pending.TryGetValue(initiatedId, out var child))
        {
            (child.RunId, child.StartedId) = (runId, startedId);
        }
    }

    /// <summary>A child of an adopted history ended.</summary>
    public void Forget(long initiatedId) => pending.Remove(initiatedId);

    /// <summary>Starts the children of an adopted history that had not started.</summary>
    public void StartAll()
    {
        foreach (var child in pending.Values.Where(static child => child.RunId.Length == 0))
        {
            run.Outbox.Add(ActKind.StartChild, child.InitiatedId);
        }
    }

    /// <summary>The child's buffered started event has its id now.</summary>
    public void Appended(long initiatedId, long startedId)
    {
        if (pending.TryGetValue(initiatedId, out var child))
        {
            child.StartedId = startedId;
        }
    }

    /// <summary>The child's buffered closing event is appended: the id of its started event.</summary>
    public long TakeStarted(long initiatedId)
    {
        if (!pending.TryGetValue(initiatedId, out var child))
        {
            return 0;
        }

        pending.Remove(initiatedId);
        return child.StartedId;
    }

    public void Write(StateWriter writer)
    {
        writer.Long(pending.Count);
        foreach (var child in pending.Values)
        {
            writer.Long(child.InitiatedId);
            writer.Text(child.WorkflowId);
            writer.Text(child.WorkflowType);
            writer.Long((int)child.ClosePolicy);
            writer.Text(child.RunId);
            writer.Long(child.StartedId);
            writer.Bool(child.Closed);
        }
    }

    public void Read(StateReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            var child = new ChildWorkflow(reader.Long(), reader.Text(), reader.Text(), (ParentClosePolicy)reader.Int())
            {
                RunId = reader.Text(),
                StartedId = reader.Long(),
                Closed = reader.Bool(),
            };
            pending.Add(child.InitiatedId, child);
        }
    }
}
