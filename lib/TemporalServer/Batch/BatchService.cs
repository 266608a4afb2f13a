using System.Collections.Concurrent;
using Google.Protobuf;
using TemporalServer.Engine;
using TemporalServer.Rpc;
using TemporalServer.Visibility.Query;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Batch;

/// <summary>The RPCs of batches. A batch that ended is kept as long as its namespace keeps closed workflows.</summary>
/// <param name="rooms">What batches need of the server.</param>
/// <param name="namespaces">Those there are.</param>
/// <param name="stopping">The server stops.</param>
internal sealed class BatchService(BatchRooms rooms, Namespaces namespaces, CancellationToken stopping)
{
    private const int MaxListed = 1000;
    private const int MaxRunning = 10;
    private const float SlowestPace = 0.001f;
    private readonly ConcurrentDictionary<(string Namespace, string Id), BatchJob> jobs = new();

    /// <summary>Adds the RPCs, and goes on with the batches that the last stop interrupted.</summary>
    public void Map()
    {
        var table = rooms.Methods;
        table.MapWorkflow<StartBatchOperationRequest, StartBatchOperationResponse>("StartBatchOperation", (request, _) => StartAsync(request));
        table.MapWorkflow<StopBatchOperationRequest, StopBatchOperationResponse>("StopBatchOperation", (request, _) => StopAsync(request));
        table.MapWorkflow<DescribeBatchOperationRequest, DescribeBatchOperationResponse>("DescribeBatchOperation", (request, _) => Task.FromResult(Find(request.Namespace, request.JobId).Description));
        table.MapWorkflow<ListBatchOperationsRequest, ListBatchOperationsResponse>("ListBatchOperations", (request, _) => Task.FromResult(List(request)));
    }

    /// <summary>Goes on with what the last stop interrupted. Call once every method is in the table.</summary>
    public void Resume()
    {
        foreach (var record in rooms.Store.Load())
        {
            var job = new BatchJob(record, rooms, stopping);
            jobs[(record.Request.Namespace, record.Request.JobId)] = job;
            if (job.IsRunning)
            {
                job.Start(Query(record.Request));
            }
        }
    }

    private async Task<StartBatchOperationResponse> StartAsync(StartBatchOperationRequest request)
    {
        namespaces.Get(request.Namespace);
        var query = Check(request);
        await ForgetOldAsync(request.Namespace).ConfigureAwait(false);
        var record = new BatchRecord
        {
            Request = request,
            Reason = request.Reason,
            StartTime = rooms.Time.GetUtcNow().UtcTicks,
            Total = query is null ? BatchJob.Named(request).Count : rooms.Visibility.Count(request.Namespace, query),
        };
        var job = new BatchJob(record, rooms, stopping);
        if (!jobs.TryAdd((request.Namespace, request.JobId), job))
        {
            job.Dispose();
            throw new GrpcStatusException(
                GrpcStatusCode.AlreadyExists, "a batch with this job id exists; choose another", new WorkflowExecutionAlreadyStartedFailure());
        }

        try
        {
            await rooms.Store.SaveAsync(record).ConfigureAwait(false);
        }
        catch
        {
            jobs.TryRemove((request.Namespace, request.JobId), out _);
            job.Dispose();
            throw;
        }

        job.Start(query);
        return new StartBatchOperationResponse();
    }

    private VisibilityQuery? Check(StartBatchOperationRequest request)
    {
        if (request.JobId.Length is 0 or > Limits.Id)
        {
            throw Invalid($"a job id has 1 to {Limits.Id} characters, not {request.JobId.Length}");
        }

        if (request.Reason.Length == 0)
        {
            throw Invalid("Reason is not set on request.");
        }

        if (request.VisibilityQuery.Length > 0 == BatchJob.Named(request).Count > 0)
        {
            throw Invalid("a batch needs either a visibility query or executions");
        }

        if (request.MaxOperationsPerSecond is not (0 or >= SlowestPace))
        {
            throw Invalid($"max_operations_per_second is at least {SlowestPace}, or 0 for no limit, not {request.MaxOperationsPerSecond}");
        }

        var running = jobs.Count(job => job.Key.Namespace == request.Namespace && job.Value.IsRunning);
        return running < MaxRunning ? Query(request)
            : throw Faults.TooMany($"Max concurrent batch operations is reached: {running} of {MaxRunning} run in this namespace");
    }

    private static VisibilityQuery? Query(StartBatchOperationRequest request) => request.VisibilityQuery.Length == 0 ? null
        : QueryParser.Parse(request.VisibilityQuery) is { GroupBy: null } query ? query
        : throw InvalidQuery.Because("GROUP BY belongs to a count, not to a batch");

    private async Task ForgetOldAsync(string @namespace)
    {
        var before = (rooms.Time.GetUtcNow() - namespaces.RetentionOf(@namespace)).UtcTicks;
        foreach (var (key, job) in jobs.Where(job => job.Key.Namespace == @namespace && job.Value.CloseTime > 0 && job.Value.CloseTime < before))
        {
            await rooms.Store.DeleteAsync(key.Namespace, key.Id).ConfigureAwait(false);
            jobs.TryRemove(key, out _);
            job.Dispose();
        }
    }

    private async Task<StopBatchOperationResponse> StopAsync(StopBatchOperationRequest request)
    {
        await Find(request.Namespace, request.JobId).StopAsync(request.Reason).ConfigureAwait(false);
        return new StopBatchOperationResponse();
    }

    private ListBatchOperationsResponse List(ListBatchOperationsRequest request)
    {
        namespaces.Get(request.Namespace);
        var size = request.PageSize is > 0 and <= MaxListed ? request.PageSize : MaxListed;
        var after = request.NextPageToken.ToStringUtf8();
        var page = jobs.Where(job => job.Key.Namespace == request.Namespace && string.CompareOrdinal(job.Key.Id, after) > 0)
            .OrderBy(job => job.Key.Id, StringComparer.Ordinal).Take(size + 1).ToList();
        return new ListBatchOperationsResponse
        {
            OperationInfo = { page.Take(size).Select(job => job.Value.Info) },
            NextPageToken = page.Count > size ? ByteString.CopyFromUtf8(page[size - 1].Key.Id) : ByteString.Empty,
        };
    }

    private BatchJob Find(string @namespace, string id)
    {
        namespaces.Get(@namespace);
        return jobs.TryGetValue((@namespace, id), out var job)
            ? job
            : throw new GrpcStatusException(GrpcStatusCode.NotFound, "batch operation not found", new NotFoundFailure());
    }

    private static GrpcStatusException Invalid(string reason) => new(GrpcStatusCode.InvalidArgument, reason);
}
