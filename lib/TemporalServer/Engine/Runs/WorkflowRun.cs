using TemporalServer.Engine.Flows;
using TemporalServer.Persistence;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>
/// One workflow run: its history, what it waits for and what waits for it. Everything in it is guarded by
/// <see cref="Gate"/>; a change is acknowledged when <see cref="Durable"/> completes.
/// </summary>
internal sealed partial class WorkflowRun
{
    /// <summary>The real time for which a waiting run is worth its memory.</summary>
    private static readonly TimeSpan Nap = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<RunEffect> effects = [];
    private List<RunEffect> committing = [];
    private TaskCompletionSource? commit;
    private TaskCompletionSource? inFlight;
    private TaskCompletionSource? news;
    private (long Head, long Next) mark;
    private WorkflowRun? successor;
    private WorkflowRun? writtenSuccessor;
    private List<Statement> rows = [];
    private long transaction;
    private bool closeAwaited;
    private bool stored;
    private bool applying;
    private bool describe;
    private (long Due, long Active) storedKeys;

    public WorkflowRun(WorkflowEngine engine, RunInfo info)
    {
        Engine = engine;
        Info = info;
        History = new RunHistory(this, engine.HistoryStore);
        WorkflowTask = new WorkflowTaskState(this);
        Activities = new PendingActivities(this);
        Timers = new UserTimers(this);
        Children = new ChildWorkflows(this);
        Outbox = new Outbox(this);
        Updates = new UpdateRegistry(this);
        Queries = new QueryRegistry(this);
        Describe();
    }

    public Lock Gate { get; } = new();

    public WorkflowEngine Engine { get; }

    public RunInfo Info { get; }

    public RunHistory History { get; }

    public WorkflowTaskState WorkflowTask { get; }

    public PendingActivities Activities { get; }

    public UserTimers Timers { get; }

    public ChildWorkflows Children { get; }

    public Outbox Outbox { get; }

    public UpdateRegistry Updates { get; }

    public QueryRegistry Queries { get; }

    public WorkflowExecutionStatus Status { get; set; } = WorkflowExecutionStatus.Running;

    /// <summary>When the run closed, UTC ticks of workflow time; 0 while open.</summary>
    public long CloseTime { get; set; }

    public Memo? Memo { get; set; }

    public SearchAttributes? SearchAttributes { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>Request ids of signals and cancellations received, so that a repeated request changes nothing.</summary>
    public HashSet<string> SeenRequests { get; } = [];

    /// <summary>When the first workflow task is due; 0 once it was scheduled.</summary>
    public long FirstTaskDue { get; set; }

    /// <summary>The run that follows this one, for clients that wait for the chain's result.</summary>
    public string NextRunId { get; set; } = string.Empty;

    /// <summary>The run that a reset put in this one's place; empty for none.</summary>
    public string ResetRunId { get; set; } = string.Empty;

    /// <summary>Who paused the run and why; null while it is not paused.</summary>
    public WorkflowExecutionPauseInfo? Pause { get; set; }

    /// <summary>Options that the start or an operator gave the run; null for none.</summary>
    public WorkflowExecutionOptions? Options { get; set; }

    /// <summary>How many signals it got.</summary>
    public int SignalCount { get; set; }

    /// <summary>While it is paused no task of it goes to a worker.</summary>
    public bool IsPaused => Pause is not null;

    /// <summary>The last run was taken out of memory: find it anew.</summary>
    public bool Evicted { get; set; }

    /// <summary>For eviction: when it was last used.</summary>
    public long LastUsed { get; set; }

    /// <summary>How many changes the run has seen.</summary>
    public long Transitions { get; private set; }

    public bool IsOpen => CloseTime == 0;

    /// <summary>Workflow time at the current change, UTC ticks.</summary>
    public long Now { get; private set; }

    /// <summary>Machine time at the current change, UTC ticks.</summary>
    public long MachineNow { get; private set; }

    /// <summary>Completes when everything changed so far is durable.</summary>
    public Task Durable => (commit ?? inFlight)?.Task ?? Task.CompletedTask;

    /// <summary>Nothing in memory is missing from the database, nobody waits and no act is under way: the run may leave memory.</summary>
    public bool IsIdle => commit is null && inFlight is null && news is null && !closeAwaited && !History.HasUnpersisted
        && MachineDue == long.MaxValue && !Outbox.HasWork && Queries.IsEmpty && Updates.IsEmpty;

    /// <summary>When the next workflow-time timer is due, UTC ticks; <see cref="long.MaxValue"/> for none.</summary>
    public long WorkflowDue => !IsOpen ? long.MaxValue
        : Math.Min(Math.Min(Timers.NextDue, Info.RunExpiration is var end && end > 0 ? end : long.MaxValue),
            Math.Min(FirstTaskDue > 0 ? FirstTaskDue : long.MaxValue, Engine.Clock.IsSkipping ? Activities.NextRetry : long.MaxValue));

    /// <summary>When the next machine-time deadline passes, UTC ticks; <see cref="long.MaxValue"/> for none.</summary>
    public long MachineDue => !IsOpen ? long.MaxValue : Math.Min(WorkflowTask.NextDue, Activities.NextDue);

    /// <summary>Whether a worker or the engine itself has something to do for this run now.</summary>
    public bool IsBusy => Outbox.HasWork || (IsOpen && !IsPaused && (WorkflowTask.IsPending || Activities.HasOutstanding));

    /// <summary>Nobody will need the run soon: it has closed, or waits for a time that is not near.</summary>
    private bool IsAsleep => IsIdle && !IsActive
        && (!IsOpen || (WorkflowDue < long.MaxValue && WorkflowDue - Now > Nap.Ticks * Math.Max(1, Engine.Clock.Rate)));

    private bool IsActive => Outbox.HasWork || (IsOpen && (WorkflowTask.IsPending || Activities.Any));

    /// <summary>Starts a change: stamps the time. Call with <see cref="Gate"/> held.</summary>
    public void Begin()
    {
        Now = Engine.Clock.Now.UtcTicks;
        MachineNow = Engine.MachineNow;
        LastUsed = Environment.TickCount64;
    }

    /// <summary>Puts the run into the next transaction. Called before the first change, so that order of commits is order of changes.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">UNAVAILABLE: storage does not work at present; nothing has changed.</exception>
    public void Touch()
    {
        if (Engine.Database.Writer.Fault is { } fault)
        {
            throw Faults.NotStored(fault);
        }

        Enlist();
    }

    /// <summary>As <see cref="Touch"/>, for a run that comes with the change of another and cannot be refused any more.</summary>
    public void Enlist()
    {
        if (commit is null)
        {
            commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Transitions++;
            Engine.Clock.EnterBusy();
            Engine.Database.Writer.Enqueue(this);
        }
    }

    /// <summary>The run's line in lists must be written again.</summary>
    public void Describe() => describe = true;

    /// <summary>Does something once the current change is durable.</summary>
    public void After(RunEffect effect) => effects.Add(effect);

    /// <summary>The run that must be written in the same transaction as this one.</summary>
    public void WrittenWith(WorkflowRun other) => successor = other;

    /// <summary>Completes at the next durable event, or never when the caller's interest ends first.</summary>
    public Task NextNews() => (news ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Completes when the run is durably closed; until then it stays in memory. Call with <see cref="Gate"/> held.</summary>
    public Task WhenClosed()
    {
        closeAwaited = IsOpen;
        return closed.Task;
    }

    /// <summary>Ends a change: deadlines may have moved, and the history may have grown beyond its limits.</summary>
    public void End()
    {
        if (commit is not null && IsOpen)
        {
            SizeLimit.Hold(this);
        }

        Engine.MachineTimers.Expect(Info.Key, MachineDue);
        Engine.CountBusy(this);
    }

    /// <summary>Whether the engine counted the run as busy; owned by the engine.</summary>
    public bool CountedBusy { get; set; }

    /// <summary>The keys that find the run again after a restart.</summary>
    public (long Due, long Active) Keys => (WorkflowDue, IsActive ? 1 : 0);

    /// <summary>Refuses when the run has closed.</summary>
    public void RequireOpen()
    {
        if (!IsOpen)
        {
            throw Faults.AlreadyCompleted();
        }
    }

    /// <summary>Refuses what a paused run cannot answer.</summary>
    public void RequireUnpaused(string what)
    {
        if (IsPaused)
        {
            throw Faults.FailedPrecondition($"Workflow is paused. Cannot {what} the workflow.");
        }
    }

    /// <summary>Appends a closing event and stops everything that waits.</summary>
    public void Close(WorkflowExecutionStatus status, HistoryEvent item)
    {
        History.Append(item);
        Status = status;
        CloseTime = Now;
        FirstTaskDue = 0;
        Pause = null;
        WorkflowTask.Clear();
        Activities.Clear();
        Timers.Clear();
        Outbox.Closed(status == WorkflowExecutionStatus.ContinuedAsNew || NextRunId.Length > 0);
        Updates.Closed();
        Queries.Redirect();
        Describe();
    }
}
