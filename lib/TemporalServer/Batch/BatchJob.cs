using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using TemporalServer.Engine;
using TemporalServer.Rpc;
using TemporalServer.Visibility;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Batch;

/// <summary>
/// One batch: applies its action to the executions it selects, a page at a time, and counts. After a restart it goes on
/// with the page it had reached; actions carry a request id of the job and the run, so that none is done twice.
/// </summary>
internal sealed partial class BatchJob : IDisposable
{
    private const int PageSize = 500;
    private const int AtOnce = 8;
    private const int Attempts = 3;
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    private readonly BatchRooms rooms;
    private readonly BatchAction action;
    private readonly CancellationTokenSource stop;
    private BatchRecord record;
    private long completed;
    private long failed;
    private Task run = Task.CompletedTask;
    private volatile string? stopReason;

    /// <exception cref="GrpcStatusException">The request is not a batch this server can run.</exception>
    public BatchJob(BatchRecord record, BatchRooms rooms, CancellationToken stopping)
    {
        this.record = record;
        this.rooms = rooms;
        action = BatchAction.Of(record.Request, rooms.Methods);
        (completed, failed) = (record.Completed, record.Failed);
        stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    public bool IsRunning => record.State == BatchOperationState.Running;

    /// <summary>When it ended, UTC ticks; 0 while it runs.</summary>
    public long CloseTime => record.CloseTime;

    /// <summary>Its line in a listing.</summary>
    public BatchOperationInfo Info => new()
    {
        JobId = record.Request.JobId,
        State = record.State,
        StartTime = ProtoTime.ToTimestamp(record.StartTime),
        CloseTime = ProtoTime.ToOptionalTimestamp(record.CloseTime),
        OperationType = action.Type,
    };

    /// <summary>All of it.</summary>
    public DescribeBatchOperationResponse Description => new()
    {
        OperationType = action.Type,
        JobId = record.Request.JobId,
        State = record.State,
        StartTime = ProtoTime.ToTimestamp(record.StartTime),
        CloseTime = ProtoTime.ToOptionalTimestamp(record.CloseTime),
        TotalOperationCount = record.Total,
        CompleteOperationCount = Interlocked.Read(ref completed),
        FailureOperationCount = Interlocked.Read(ref failed),
        Identity = action.Identity,
        Reason = record.Reason,
        Query = record.Request.VisibilityQuery,
    };

    /// <summary>Begins to act on each execution; one that refuses is counted and left.</summary>
    /// <param name="query">Which executions; null for those the request names.</param>
    public void Start(VisibilityQuery? query) => run = Task.Run(() => RunAsync(query), CancellationToken.None);

    /// <summary>Ends it before its next execution; completes once that is durable, so that no restart goes on with it.</summary>
    public async Task StopAsync(string reason)
    {
        if (IsRunning)
        {
            stopReason = reason;
            await stop.CancelAsync().ConfigureAwait(false);
        }

        await run.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <summary>The executions a request names.</summary>
    public static List<WorkflowExecution> Named(StartBatchOperationRequest request)
    {
#pragma warning disable CS0612 // Clients may still send it
        return
        [
            .. request.Executions,
            .. request.TargetExecutions.Select(static target => new WorkflowExecution { WorkflowId = target.BusinessId, RunId = target.RunId }),
        ];
#pragma warning restore CS0612
    }

    private async Task RunAsync(VisibilityQuery? query)
    {
        try
        {
            await (query is null ? ApplyAsync(Named(record.Request)) : RunPagesAsync(query)).ConfigureAwait(false);
            await EndAsync(BatchOperationState.Completed).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A server that stops leaves the batch running: the next start goes on with it
            if (stopReason is { } reason)
            {
                record = record with { Reason = reason.Length > 0 ? reason : record.Reason };
                await EndAsync(BatchOperationState.Failed).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Nobody awaits a batch: whatever broke it shows in its state
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogBroken(rooms.Logger, fault, record.Request.JobId);
            await EndAsync(BatchOperationState.Failed).ConfigureAwait(false);
        }
    }

    private async Task RunPagesAsync(VisibilityQuery query)
    {
        // The order of starts never changes, so the place of a page stays true while executions close
        var ordered = query with { OrderBy = [new SortKey("StartTime", Descending: true)] };
        do
        {
            stop.Token.ThrowIfCancellationRequested();
            var (executions, next) = rooms.Visibility.List(record.Request.Namespace, ordered, record.Request.VisibilityQuery, PageSize, record.Place);
            await ApplyAsync([.. executions.Select(static info => info.Execution)]).ConfigureAwait(false);
            record = record with { Place = next, Completed = completed, Failed = failed };
            await rooms.Store.SaveAsync(record).ConfigureAwait(false);
        }
        while (!record.Place.IsEmpty);
    }

    private async Task ApplyAsync(List<WorkflowExecution> executions)
    {
        var interval = record.Request.MaxOperationsPerSecond > 0 ? TimeSpan.FromSeconds(AtOnce / record.Request.MaxOperationsPerSecond) : TimeSpan.Zero;
        foreach (var group in executions.Chunk(AtOnce))
        {
            stop.Token.ThrowIfCancellationRequested();
            var pace = interval > TimeSpan.Zero ? Task.Delay(interval, rooms.Time, stop.Token) : Task.CompletedTask;
            await Task.WhenAll(group.Select(ApplyAsync)).ConfigureAwait(false);
            await pace.ConfigureAwait(false);
        }
    }

    private async Task ApplyAsync(WorkflowExecution execution)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CallAsync(execution).ConfigureAwait(false);
                Interlocked.Increment(ref completed);
                return;
            }
            catch (GrpcStatusException fault) when (fault.Code == GrpcStatusCode.Unavailable && attempt < Attempts)
            {
                await Task.Delay(RetryPause, rooms.Time, stop.Token).ConfigureAwait(false);
            }
            catch (GrpcStatusException fault)
            {
                // One that closed or was deleted meanwhile needs nothing more, as in Temporal
                Interlocked.Increment(ref fault.Code == GrpcStatusCode.NotFound ? ref completed : ref failed);
                return;
            }
        }
    }

    private async Task CallAsync(WorkflowExecution execution)
    {
        if (!rooms.Methods.TryFind($"/{ServiceNames.Workflow}/{action.Method}", out var method))
        {
            throw new GrpcStatusException(GrpcStatusCode.Unimplemented, $"{action.Method} is not served");
        }

        var request = await action.RequestAsync(execution, stop.Token).ConfigureAwait(false);
        await method.InvokeAsync(request, new CallContext(new Dictionary<string, string>(), stop.Token)).ConfigureAwait(false);
    }

    private async Task EndAsync(BatchOperationState last)
    {
        record = record with { State = last, CloseTime = rooms.Time.GetUtcNow().UtcTicks, Completed = completed, Failed = failed };
        try
        {
            await rooms.Store.SaveAsync(record).ConfigureAwait(false);
        }
        catch (GrpcStatusException fault)
        {
            LogBroken(rooms.Logger, fault, record.Request.JobId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Batch {JobId} broke off")]
    private static partial void LogBroken(ILogger logger, Exception fault, string jobId);
}
