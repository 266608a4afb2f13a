using TemporalServer.Persistence;

namespace TemporalServer.Engine.Runs;

/// <summary>An act on another run.</summary>
internal enum ActKind
{
    StartChild,
    Signal,
    Cancel,
    NotifyParent,
    CloseChildren,
}

/// <param name="Kind">What to do.</param>
/// <param name="EventId">The event of this run that asked for it.</param>
internal readonly record struct Act(ActKind Kind, long EventId);

/// <summary>
/// Acts on other runs, kept with this run's state until done: each is done after this run's change is durable, one
/// after another, and again after a crash; the other side knows the request by its id.
/// </summary>
internal sealed class Outbox(WorkflowRun run)
{
    private readonly Queue<Act> acts = [];
    private TaskCompletionSource? emptied;

    public bool HasWork => acts.Count > 0;

    /// <summary>How many acts of a kind wait.</summary>
    public int Count(ActKind kind) => acts.Count(act => act.Kind == kind);

    /// <summary>Whether a pump works on it; owned by the engine.</summary>
    public bool IsPumped { get; set; }

    public Act? First => acts.TryPeek(out var act) ? act : null;

    public void Add(ActKind kind, long eventId)
    {
        acts.Enqueue(new Act(kind, eventId));
        run.After(new RunEffect(EffectKind.Act));
    }

    /// <summary>The first act is done; call inside a change.</summary>
    public void Done()
    {
        acts.Dequeue();
        if (!HasWork)
        {
            emptied?.TrySetResult();
            emptied = null;
        }
    }

    /// <summary>Completes when no act waits any more. Call with the run's gate held.</summary>
    public Task WhenEmpty() =>
        HasWork ? (emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;

    /// <summary>The run closed: its parent learns of it unless another run continues, and its children are dealt with.</summary>
    public void Closed(bool continued)
    {
        var closeId = run.History.NextId - 1;
        if (run.Info.Parent is not null && !continued)
        {
            Add(ActKind.NotifyParent, closeId);
        }

        if (run.Children.Open.Any())
        {
            Add(ActKind.CloseChildren, closeId);
        }
    }

    public void Write(StateWriter writer)
    {
        writer.Long(acts.Count);
        foreach (var act in acts)
        {
            writer.Long((int)act.Kind);
            writer.Long(act.EventId);
        }
    }

    public void Read(StateReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            acts.Enqueue(new Act((ActKind)reader.Int(), reader.Long()));
        }
    }
}
