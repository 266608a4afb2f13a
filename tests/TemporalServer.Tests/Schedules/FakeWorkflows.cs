using System.Threading.Channels;
using TemporalServer.Schedules;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Schedules;

/// <summary>Workflows that close when a test says so.</summary>
internal sealed class FakeWorkflows : IScheduledWorkflows
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource<HistoryEvent>> running = new(StringComparer.Ordinal);
    private readonly Channel<StartWorkflowExecutionRequest> started = Channel.CreateUnbounded<StartWorkflowExecutionRequest>();

    /// <summary>What was asked of running workflows, such as <c>cancel w-2026-01-01T00:00:00Z</c>.</summary>
    public List<string> Stops { get; } = [];

    /// <summary>Every start so far.</summary>
    public List<StartWorkflowExecutionRequest> Starts { get; } = [];

    /// <summary>The next start, waiting for it.</summary>
    public async Task<StartWorkflowExecutionRequest> NextStartAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await started.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Closes a workflow.</summary>
    public void Close(string workflowId, EventType type)
    {
        lock (gate)
        {
            var closed = new HistoryEvent { EventType = type };
            if (type == EventType.WorkflowExecutionFailed)
            {
                closed.WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes();
            }

            running.Remove(workflowId, out var waiting);
            waiting!.SetResult(closed);
        }
    }

    public void RequireNamespace(string name)
    {
        if (name != "default")
        {
            throw new GrpcStatusException(GrpcStatusCode.NotFound, $"Namespace {name} is not found.");
        }
    }

    public SearchAttributes Complete(string @namespace, SearchAttributes? attributes) => attributes ?? new SearchAttributes();

    public Task<string> StartAsync(StartWorkflowExecutionRequest request, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!running.TryAdd(request.WorkflowId, new(TaskCreationOptions.RunContinuationsAsynchronously)))
            {
                throw new GrpcStatusException(GrpcStatusCode.AlreadyExists, "already started");
            }

            Starts.Add(request);
        }

        started.Writer.TryWrite(request);
        return Task.FromResult($"run of {request.WorkflowId}");
    }

    public Task CancelAsync(string @namespace, WorkflowExecution execution, string reason, CancellationToken cancellationToken) =>
        StopAsync("cancel", execution, EventType.WorkflowExecutionCanceled);

    public Task TerminateAsync(string @namespace, WorkflowExecution execution, string reason, CancellationToken cancellationToken) =>
        StopAsync("terminate", execution, EventType.WorkflowExecutionTerminated);

    public Task<HistoryEvent> WaitForCloseAsync(string @namespace, WorkflowExecution execution, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return running[execution.WorkflowId].Task.WaitAsync(cancellationToken);
        }
    }

    private Task StopAsync(string how, WorkflowExecution execution, EventType type)
    {
        Stops.Add($"{how} {execution.WorkflowId}");
        Close(execution.WorkflowId, type);
        return Task.CompletedTask;
    }
}
