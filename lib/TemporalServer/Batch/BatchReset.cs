using Google.Protobuf;
using TemporalServer.Rpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using Target = Temporalio.Api.Common.V1.ResetOptions.TargetOneofCase;

namespace TemporalServer.Batch;

/// <summary>The reset of one execution of a batch, which names its point by kind instead of by event.</summary>
internal static class BatchReset
{
    /// <exception cref="GrpcStatusException">The execution has no such point.</exception>
    public static async Task<IMessage> RequestAsync(
        ServiceTable table, StartBatchOperationRequest batch, WorkflowExecution execution, CancellationToken cancellationToken)
    {
        var operation = batch.ResetOperation;
        var request = new ResetWorkflowExecutionRequest
        {
            Namespace = batch.Namespace,
            WorkflowExecution = execution,
            Reason = batch.Reason,
            RequestId = BatchAction.RequestId(batch, execution),
            Identity = operation.Identity,
            PostResetOperations = { operation.PostResetOperations },
        };
#pragma warning disable CS0612 // Deprecated in the protocol, yet the web UI sends them
        var last = operation.Options is { } options ? options.TargetCase == Target.LastWorkflowTask : operation.ResetType == ResetType.LastWorkflowTask;
        request.ResetReapplyType = operation.Options?.ResetReapplyType ?? operation.ResetReapplyType;
#pragma warning restore CS0612
        request.ResetReapplyExcludeTypes.AddRange(operation.Options?.ResetReapplyExcludeTypes ?? []);
        request.WorkflowTaskFinishEventId = operation.Options is { TargetCase: Target.WorkflowTaskId } named
            ? named.WorkflowTaskId
            : await FindAsync(table, batch.Namespace, execution, last, cancellationToken).ConfigureAwait(false);
        return request;
    }

    private static async Task<long> FindAsync(
        ServiceTable table, string @namespace, WorkflowExecution execution, bool last, CancellationToken cancellationToken)
    {
        var (token, found) = (ByteString.Empty, 0L);
        do
        {
            var page = await table.CallAsync<GetWorkflowExecutionHistoryResponse>(
                ServiceNames.Workflow, "GetWorkflowExecutionHistory",
                new GetWorkflowExecutionHistoryRequest { Namespace = @namespace, Execution = execution, NextPageToken = token }, default, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.History.Events)
            {
                // Before the first task completed, the point right after it was scheduled does as well
                found = item.EventType == EventType.WorkflowTaskCompleted ? item.EventId
                    : item.EventType == EventType.WorkflowTaskScheduled && found == 0 ? item.EventId + 1
                    : found;
                if (!last && item.EventType == EventType.WorkflowTaskCompleted)
                {
                    return found;
                }
            }

            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return found > 0 ? found : throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, "the workflow has no workflow task to reset to");
    }
}
