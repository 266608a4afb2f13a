using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>A time-skipping server, a client and a worker with every sample, for one test.</summary>
internal sealed class WorkerHarness : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly WorkflowEnvironment environment;
    private readonly TemporalWorker worker;
    private readonly Task running;

    private WorkerHarness(WorkflowEnvironment environment, Action<TemporalWorkerOptions>? configure)
    {
        this.environment = environment;
        var options = OptionsWith(Activities);
        configure?.Invoke(options);
        worker = new(environment.Client, options);
        running = worker.ExecuteAsync(stop.Token);
    }

    public const string TaskQueue = "samples";

    public GreetingActivities Activities { get; } = new();

    public ITemporalClient Client => environment.Client;

    public static Type[] Workflows { get; } =
    [
        typeof(GreetingWorkflow), typeof(FailingActivityWorkflow), typeof(LocalWorkflow), typeof(ParentWorkflow), typeof(CounterWorkflow),
        typeof(CancelledActivityWorkflow), typeof(TimeoutWorkflow), typeof(CountdownWorkflow), typeof(PatchedWorkflow), typeof(BuggyWorkflow),
        typeof(AccountWorkflow), typeof(FlakyActivityWorkflow), typeof(FlakyLocalWorkflow), typeof(LabelledWorkflow), typeof(MeddlerWorkflow),
        typeof(SleeperWorkflow), typeof(TickWorkflow), typeof(StuckWorkflow), typeof(InTurnWorkflow), typeof(EverythingWorkflow),
    ];

    public static async Task<WorkerHarness> StartAsync(
        Action<TemporalWorkerOptions>? configure = null, WorkflowEnvironmentStartTimeSkippingOptions? options = null) =>
        new(await WorkflowEnvironment.StartTimeSkippingAsync(options), configure);

    public static WorkflowOptions NewWorkflow() => new($"wf-{Guid.NewGuid()}", TaskQueue);

    /// <summary>Every sample workflow and activity.</summary>
    public static TemporalWorkerOptions OptionsWith(GreetingActivities activities)
    {
        var options = new TemporalWorkerOptions(TaskQueue).AddAllActivities(activities);
        foreach (var workflow in Workflows)
        {
            options.AddWorkflow(workflow);
        }

        return options;
    }

    /// <summary>Lets the server's time pass while no result is waited for.</summary>
    public Task DelayAsync(TimeSpan delay) => environment.DelayAsync(delay);

    public Task<WorkflowHistory> HistoryAsync(string workflowId) => Client.GetWorkflowHandle(workflowId).FetchHistoryAsync();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Dispose();
        stop.Dispose();
        await environment.DisposeAsync();
    }
}
