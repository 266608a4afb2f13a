using TemporalServer.Clock;
using TemporalServer.Persistence;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine;

/// <summary>Workflow executions and everything they wait for.</summary>
internal sealed class WorkflowEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();

    private WorkflowEngine(Database database, ServerClock clock, EmbeddedTemporalServerOptions options)
    {
        Database = database;
        Clock = clock;
        Options = options;
    }

    /// <summary>The file; other rooms read through it and write through its writer.</summary>
    public Database Database { get; }

    /// <summary>Both hands of the clock.</summary>
    public ServerClock Clock { get; }

    /// <summary>How the server runs.</summary>
    public EmbeddedTemporalServerOptions Options { get; }

    /// <summary>Cancelled when the server stops: long polls end.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Opens the engine over a database and resumes what is in it.</summary>
    public static Task<WorkflowEngine> OpenAsync(
        Database database, ServerClock clock, EmbeddedTemporalServerOptions options, CancellationToken cancellationToken) =>
        Task.FromResult(new WorkflowEngine(database, clock, options));

    /// <summary>As the RPC of that name; completes when the start is durable.</summary>
    public Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>As the RPC of that name.</summary>
    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(DescribeWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>As the RPC of that name.</summary>
    public Task CancelAsync(RequestCancelWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>As the RPC of that name.</summary>
    public Task TerminateAsync(TerminateWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Completes with the close event's status when a run closes; follows continue-as-new, retries and cron to the last run.</summary>
    public Task<Temporalio.Api.History.V1.HistoryEvent> WaitForCloseAsync(string @namespace, string workflowId, string runId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Ends long polls.</summary>
    public void Stop() => stopping.Cancel();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stop();
        Clock.Dispose();
        Database.Dispose();
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }
}
