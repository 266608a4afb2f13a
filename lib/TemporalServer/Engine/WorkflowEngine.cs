using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TemporalServer.Clock;
using TemporalServer.Engine.Flows;
using TemporalServer.Engine.Runs;
using TemporalServer.Matching;
using TemporalServer.Persistence;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Engine;

/// <summary>Workflow executions and everything they wait for.</summary>
internal sealed partial class WorkflowEngine : IAsyncDisposable
{
    private static readonly TimeSpan HorizonStep = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly long machineStart;
    private readonly long machineStamp;
    private long lastKey;
    private long broughtUpTo;

    private WorkflowEngine(Database database, ServerClock clock, EmbeddedTemporalServerOptions options)
    {
        Database = database;
        Clock = clock;
        Options = options;
        logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<WorkflowEngine>();
        machineStart = clock.MachineTime.GetUtcNow().UtcTicks;
        machineStamp = clock.MachineTime.GetTimestamp();
        HistoryStore = new HistoryStore(database);
        Namespaces = new Namespaces(database, options.Retention);
        SearchAttributes = new SearchAttributeCatalog(database);
        Matching = new TaskQueues(clock.MachineTime);
        Runs = new RunCache(this, options.CachedRuns);
        Effects = new EffectRunner(this);
        QueryDispatch = new QueryDispatch(this);
        Starts = new StartFlow(this);
        Acts = new ActPump(this);
        Retention = new Retention(this);
        MachineTimers = new DueQueue(() => MachineNow, RingAtMachineTime, key => TimerFlow.FireMachine(this, key), AfterTrouble);
        WorkflowTimers = new DueQueue(
            () => clock.Now.UtcTicks,
            (due, ring) => clock.RingAt(new DateTimeOffset(due, TimeSpan.Zero), ring),
            key => TimerFlow.FireWorkflow(this, key),
            error => AfterTrouble(error) * (long)Math.Max(1, clock.Rate));
    }

    /// <summary>The file; other rooms read through it and write through its writer.</summary>
    public Database Database { get; }

    /// <summary>Where the engine tells what went wrong; never what workflows carry.</summary>
    public ILogger Logger => logger;

    /// <summary>Both hands of the clock.</summary>
    public ServerClock Clock { get; }

    /// <summary>How the server runs.</summary>
    public EmbeddedTemporalServerOptions Options { get; }

    public HistoryStore HistoryStore { get; }

    public Namespaces Namespaces { get; }

    public SearchAttributeCatalog SearchAttributes { get; }

    public TaskQueues Matching { get; }

    public RunCache Runs { get; }

    public EffectRunner Effects { get; }

    public QueryDispatch QueryDispatch { get; }

    public StartFlow Starts { get; }

    public ActPump Acts { get; }

    public Retention Retention { get; }

    public DueQueue MachineTimers { get; }

    public DueQueue WorkflowTimers { get; }

    /// <summary>Machine time, UTC ticks; it never goes back while the server runs.</summary>
    public long MachineNow => machineStart + Clock.MachineTime.GetElapsedTime(machineStamp).Ticks;

    /// <summary>Cancelled when the server stops: long polls end.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Opens the engine over a database and resumes what is in it.</summary>
    public static async Task<WorkflowEngine> OpenAsync(
        Database database, ServerClock clock, EmbeddedTemporalServerOptions options, CancellationToken cancellationToken)
    {
        var engine = new WorkflowEngine(database, clock, options);
        foreach (var name in options.Namespaces.Where(name => !engine.Namespaces.Exists(name)))
        {
            await engine.Namespaces.RegisterAsync(new RegisterNamespaceRequest { Namespace = name }).ConfigureAwait(false);
        }

        engine.lastKey = database.Read(static connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT ifnull(max(key), 0) FROM executions";
            return (long)command.ExecuteScalar()!;
        });
        cancellationToken.ThrowIfCancellationRequested();
        Resumption.ResumeActive(engine);
        engine.BringTimers();
        engine.Retention.Start();
        return engine;
    }

    /// <summary>The key of a new run.</summary>
    public long NextKey() => Interlocked.Increment(ref lastKey);

    /// <summary>As the RPC of that name; completes when the start is durable.</summary>
    public Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        Starts.StartAsync(request);

    /// <summary>As the RPC of that name.</summary>
    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(DescribeWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        DescribeFlow.DescribeAsync(this, request);

    /// <summary>As the RPC of that name.</summary>
    public Task CancelAsync(RequestCancelWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        SignalFlow.CancelAsync(this, request);

    /// <summary>As the RPC of that name.</summary>
    public Task TerminateAsync(TerminateWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        SignalFlow.TerminateAsync(this, request);

    /// <summary>Completes with the closing event when a run closes; follows continue-as-new, retries and cron to the last run.</summary>
    public Task<Temporalio.Api.History.V1.HistoryEvent> WaitForCloseAsync(
        string @namespace, string workflowId, string runId, CancellationToken cancellationToken) =>
        HistoryFlow.WaitForCloseAsync(this, @namespace, workflowId, runId, cancellationToken);

    /// <summary>The run an execution names; its latest when it names none.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">There is none.</exception>
    public WorkflowRun Find(string @namespace, WorkflowExecution? execution)
    {
        Namespaces.Get(@namespace);
        var workflowId = execution?.WorkflowId ?? string.Empty;
        if (workflowId.Length == 0)
        {
            throw Faults.InvalidArgument("WorkflowId is not set on request.");
        }

        var run = execution!.RunId.Length == 0 ? Runs.FindCurrent(@namespace, workflowId)
            : RunIds.KeyOf(execution.RunId) is { } key ? Runs.Find(key)
            : throw Faults.InvalidArgument("Invalid RunId.");
        return run is not null && run.Info.WorkflowId == workflowId && run.Info.Namespace == @namespace
            && (execution.RunId.Length == 0 || run.Info.RunId == execution.RunId)
            ? run
            : throw Faults.WorkflowNotFound(workflowId);
    }

    /// <summary>The run of that key.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">There is none.</exception>
    public WorkflowRun Find(long key) => Runs.Find(key) ?? throw Faults.NotFound("Workflow execution not found.");

    /// <summary>Looks at a run, or changes it, with its gate held.</summary>
    /// <param name="find">Finds the run, again when it left memory in between.</param>
    /// <param name="change">Looks or changes; touches the run before the first change.</param>
    /// <returns>What <paramref name="change"/> returned, and when what it saw and did is durable.</returns>
    public static (T Result, Task Durable) Enter<T>(Func<WorkflowRun> find, Func<WorkflowRun, T> change)
    {
        while (true)
        {
            var run = find();
            lock (run.Gate)
            {
                // Continued meanwhile: whoever named no run means the one that follows
                if (run.Evicted || (run.NextRunId.Length > 0 && !ReferenceEquals(find(), run)))
                {
                    continue;
                }

                run.Begin();
                try
                {
                    return (change(run), run.Durable);
                }
                finally
                {
                    run.End();
                }
            }
        }
    }

    /// <summary>As <see cref="Enter{T}"/>, and waits until it is durable.</summary>
    public static async Task<T> EnterAsync<T>(Func<WorkflowRun> find, Func<WorkflowRun, T> change)
    {
        var (result, durable) = Enter(find, change);
        await durable.ConfigureAwait(false);
        return result;
    }

    /// <summary>Keeps the clock from jumping while a run has work for somebody.</summary>
    public void CountBusy(WorkflowRun run)
    {
        if (!Clock.IsSkipping || run.IsBusy == run.CountedBusy)
        {
            return;
        }

        run.CountedBusy = !run.CountedBusy;
        if (run.CountedBusy)
        {
            Clock.EnterBusy();
        }
        else
        {
            Clock.ExitBusy();
        }
    }

    /// <summary>Ends long polls and timers.</summary>
    public void Stop()
    {
        stopping.Cancel();
        Retention.Stop();
        MachineTimers.Stop();
        WorkflowTimers.Stop();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stop();
        Clock.Dispose();
        Database.Dispose();
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private MachineAlarm RingAtMachineTime(long due, Action ring) => new(Clock.MachineTime, TimeSpan.FromTicks(due - MachineNow), ring);

    private void BringTimers()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        // The next ring comes a period before the horizon, in workflow time, so a rate that changes meanwhile moves both
        var period = HorizonStep * Math.Max(1, Clock.Rate);
        try
        {
            BringTimers(Clock.IsSkipping ? DateTimeOffset.MaxValue.UtcTicks : (Clock.Now + (period * 2)).UtcTicks);
        }
        catch (SqliteException error)
        {
            AfterTrouble(error);
            period = RetryPause * Math.Max(1, Clock.Rate);
        }

        if (!Clock.IsSkipping)
        {
            Clock.RingAt(Clock.Now + period, BringTimers);
        }
    }

    private void BringTimers(long horizon)
    {
        WorkflowTimers.Horizon = horizon;
        foreach (var (key, due) in Resumption.ReadDue(Database, broughtUpTo, horizon))
        {
            WorkflowTimers.Expect(key, due);
        }

        broughtUpTo = horizon;
    }

    /// <summary>How many ticks to wait before the same is tried again.</summary>
    private long AfterTrouble(Exception error)
    {
        // That storage does not work has been told by whoever writes
        if (error is not GrpcStatusException)
        {
            LogTrouble(error);
        }

        return RetryPause.Ticks;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A timer could not be seen to; it is tried again")]
    private partial void LogTrouble(Exception error);
}
