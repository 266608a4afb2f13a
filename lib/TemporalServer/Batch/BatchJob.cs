using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using TemporalServer.Rpc;
using TemporalServer.Visibility;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Batch;

/// <summary>One batch: applies its action to the executions it selects, and counts.</summary>
internal sealed partial class BatchJob : IDisposable
{
    private readonly StartBatchOperationRequest request;
    private readonly BatchAction action;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop;
    private readonly Timestamp startTime;
    private Timestamp? closeTime;
    private BatchOperationState state = BatchOperationState.Running;
    private string reason;
    private long total;
    private long completed;
    private long failed;

    /// <exception cref="GrpcStatusException">The request is not a batch this server can run.</exception>
    public BatchJob(StartBatchOperationRequest request, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        this.request = request;
        this.time = time;
        this.logger = logger;
        action = BatchAction.Of(request);
        reason = request.Reason;
        startTime = time.GetUtcNow().ToTimestamp();
        stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <summary>Its line in a listing.</summary>
    public BatchOperationInfo Info => new()
    {
        JobId = request.JobId,
        State = state,
        StartTime = startTime,
        CloseTime = closeTime,
        OperationType = action.Type,
    };

    /// <summary>All of it.</summary>
    public DescribeBatchOperationResponse Description => new()
    {
        OperationType = action.Type,
        JobId = request.JobId,
        State = state,
        StartTime = startTime,
        CloseTime = closeTime,
        TotalOperationCount = Interlocked.Read(ref total),
        CompleteOperationCount = Interlocked.Read(ref completed),
        FailureOperationCount = Interlocked.Read(ref failed),
        Identity = action.Identity,
        Reason = reason,
        Query = request.VisibilityQuery,
    };

    /// <summary>Selects the executions now, then acts on each; one that refuses is counted and left.</summary>
    public async Task RunAsync(ServiceTable table, VisibilityStore visibility, VisibilityQuery? query)
    {
        try
        {
            var executions = query is null ? Named() : Selected(visibility, query);
            total = executions.Count;
            foreach (var execution in executions)
            {
                stop.Token.ThrowIfCancellationRequested();
                await ApplyAsync(table, execution).ConfigureAwait(false);
            }

            End(BatchOperationState.Completed);
        }
        catch (OperationCanceledException)
        {
            End(BatchOperationState.Failed);
        }
#pragma warning disable CA1031 // Nobody awaits a batch: whatever broke it shows in its state
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogBroken(fault, request.JobId);
            End(BatchOperationState.Failed);
        }
    }

    /// <summary>Ends it before its next execution.</summary>
    public void Stop(string why)
    {
        reason = why.Length > 0 ? why : reason;
        stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private void End(BatchOperationState last)
    {
        closeTime = time.GetUtcNow().ToTimestamp();
        state = last;
    }

    private List<WorkflowExecution> Named()
    {
#pragma warning disable CS0612 // Clients may still send it
        return [.. request.Executions];
#pragma warning restore CS0612
    }

    private List<WorkflowExecution> Selected(VisibilityStore visibility, VisibilityQuery query)
    {
        const int PageSize = 1000;
        var executions = new List<WorkflowExecution>();
        var token = Google.Protobuf.ByteString.Empty;
        do
        {
            var page = visibility.List(request.Namespace, query, request.VisibilityQuery, PageSize, token);
            executions.AddRange(page.Executions.Select(info => info.Execution));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty && !stop.IsCancellationRequested);
        return executions;
    }

    private async Task ApplyAsync(ServiceTable table, WorkflowExecution execution)
    {
        try
        {
            if (!table.TryFind($"/{ServiceNames.Workflow}/{action.Method}", out var method))
            {
                throw new GrpcStatusException(GrpcStatusCode.Unimplemented, $"{action.Method} is not served");
            }

            await method.InvokeAsync(action.Request(execution), new CallContext(new Dictionary<string, string>(), stop.Token)).ConfigureAwait(false);
            Interlocked.Increment(ref completed);
        }
        catch (GrpcStatusException)
        {
            Interlocked.Increment(ref failed);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Batch {JobId} broke off")]
    private partial void LogBroken(Exception fault, string jobId);
}
