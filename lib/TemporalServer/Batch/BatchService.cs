using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using TemporalServer.Rpc;
using TemporalServer.Visibility;
using TemporalServer.Visibility.Query;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Batch;

/// <summary>
/// The RPCs of batches. Jobs live in memory: one that a restart interrupts is started again by its caller, which is safe
/// as each action carries a request id made of the job and the run.
/// </summary>
/// <param name="table">The server's own methods, which batches call.</param>
/// <param name="visibility">Selects executions.</param>
/// <param name="requireNamespace">Throws NOT_FOUND for a namespace that is not there.</param>
/// <param name="time">Machine time.</param>
/// <param name="logger">Told of batches that broke.</param>
/// <param name="stopping">The server stops.</param>
internal sealed class BatchService(
    ServiceTable table, VisibilityStore visibility, Action<string> requireNamespace, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    private const int MaxJobs = 1000;
    private const int MaxIdLength = 1000;
    private readonly ConcurrentDictionary<(string Namespace, string Id), BatchJob> jobs = new();

    /// <summary>Adds the RPCs.</summary>
    public void Map()
    {
        table.MapWorkflow<StartBatchOperationRequest, StartBatchOperationResponse>("StartBatchOperation", (request, _) => Task.FromResult(Start(request)));
        table.MapWorkflow<StopBatchOperationRequest, StopBatchOperationResponse>("StopBatchOperation", (request, _) => Task.FromResult(Stop(request)));
        table.MapWorkflow<DescribeBatchOperationRequest, DescribeBatchOperationResponse>("DescribeBatchOperation", (request, _) => Task.FromResult(Find(request.Namespace, request.JobId).Description));
        table.MapWorkflow<ListBatchOperationsRequest, ListBatchOperationsResponse>("ListBatchOperations", (request, _) => Task.FromResult(List(request)));
    }

    private StartBatchOperationResponse Start(StartBatchOperationRequest request)
    {
        requireNamespace(request.Namespace);
        var query = Check(request);
        var job = new BatchJob(request, time, logger, stopping);
        if (!jobs.TryAdd((request.Namespace, request.JobId), job))
        {
            job.Dispose();
            throw new GrpcStatusException(
                GrpcStatusCode.AlreadyExists, "a batch with this job id exists; choose another", new WorkflowExecutionAlreadyStartedFailure());
        }

        _ = Task.Run(() => job.RunAsync(table, visibility, query), CancellationToken.None);
        return new StartBatchOperationResponse();
    }

    private VisibilityQuery? Check(StartBatchOperationRequest request)
    {
#pragma warning disable CS0612 // Clients may still send it
        var named = request.Executions.Count;
#pragma warning restore CS0612
        if (request.JobId.Length is 0 or > MaxIdLength)
        {
            throw Invalid($"a job id has 1 to {MaxIdLength} characters, not {request.JobId.Length}");
        }

        if (jobs.Count >= MaxJobs)
        {
            throw new GrpcStatusException(GrpcStatusCode.ResourceExhausted, $"the server holds {MaxJobs} batches, its limit, until it restarts");
        }

        if (request.VisibilityQuery.Length > 0 == named > 0)
        {
            throw Invalid("a batch needs either a visibility query or executions");
        }

        return named > 0 ? null
            : QueryParser.Parse(request.VisibilityQuery) is { GroupBy: null } query ? query
            : throw InvalidQuery.Because("GROUP BY belongs to a count, not to a batch");
    }

    private StopBatchOperationResponse Stop(StopBatchOperationRequest request)
    {
        Find(request.Namespace, request.JobId).Stop(request.Reason);
        return new StopBatchOperationResponse();
    }

    private ListBatchOperationsResponse List(ListBatchOperationsRequest request)
    {
        var size = request.PageSize is > 0 and <= MaxJobs ? request.PageSize : MaxJobs;
        var after = request.NextPageToken.ToStringUtf8();
        var page = jobs.Where(job => job.Key.Namespace == request.Namespace && string.CompareOrdinal(job.Key.Id, after) > 0)
            .OrderBy(job => job.Key.Id, StringComparer.Ordinal).Take(size + 1).ToList();
        return new ListBatchOperationsResponse
        {
            OperationInfo = { page.Take(size).Select(job => job.Value.Info) },
            NextPageToken = page.Count > size ? ByteString.CopyFromUtf8(page[size - 1].Key.Id) : ByteString.Empty,
        };
    }

    private BatchJob Find(string @namespace, string id) => jobs.TryGetValue((@namespace, id), out var job)
        ? job
        : throw new GrpcStatusException(GrpcStatusCode.NotFound, "batch operation not found", new NotFoundFailure());

    private static GrpcStatusException Invalid(string reason) => new(GrpcStatusCode.InvalidArgument, reason);
}
