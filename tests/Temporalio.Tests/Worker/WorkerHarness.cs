using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>A server, a client and a worker with every sample, for one test.</summary>
internal sealed class WorkerHarness : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TemporalWorker worker;
    private readonly Task running;

    private WorkerHarness(TemporalClient client, Action<TemporalWorkerOptions>? configure)
    {
        Client = client;
        var options = Options();
        configure?.Invoke(options);
        worker = new(client, options);
        running = worker.ExecuteAsync(stop.Token);
    }

    public const string TaskQueue = "samples";

    public required MiniServer Server { get; init; }

    public GreetingActivities Activities { get; } = new();

    public TemporalClient Client { get; }

    public static Type[] Workflows { get; } =
    [
        typeof(GreetingWorkflow), typeof(FailingActivityWorkflow), typeof(LocalWorkflow), typeof(ParentWorkflow), typeof(CounterWorkflow),
        typeof(CancelledActivityWorkflow), typeof(TimeoutWorkflow), typeof(CountdownWorkflow), typeof(PatchedWorkflow), typeof(BuggyWorkflow),
    ];

    public static async Task<WorkerHarness> StartAsync(Action<TemporalWorkerOptions>? configure = null)
    {
        var server = new MiniServer();
        var client = await TemporalClient.ConnectAsync(new(server.Address) { Namespace = "default" });
        return new(client, configure) { Server = server };
    }

    public static WorkflowOptions NewWorkflow() => new($"wf-{Guid.NewGuid()}", TaskQueue);

    public async Task<WorkflowHistory> HistoryAsync(string workflowId) => await Client.GetWorkflowHandle(workflowId).FetchHistoryAsync();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Dispose();
        stop.Dispose();
        Server.Dispose();
    }

    private TemporalWorkerOptions Options()
    {
        var options = new TemporalWorkerOptions(TaskQueue).AddAllActivities(Activities);
        foreach (var workflow in Workflows)
        {
            options.AddWorkflow(workflow);
        }

        return options;
    }
}
