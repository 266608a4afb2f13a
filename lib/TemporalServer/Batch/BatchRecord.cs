using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Batch;

/// <summary>Everything that is stored of a batch. Times are UTC ticks.</summary>
internal sealed record BatchRecord
{
    public required StartBatchOperationRequest Request { get; init; }

    public required string Reason { get; init; }

    public required long StartTime { get; init; }

    public BatchOperationState State { get; init; } = BatchOperationState.Running;

    /// <summary>0 while it runs.</summary>
    public long CloseTime { get; init; }

    /// <summary>How many executions it selected when it started.</summary>
    public long Total { get; init; }

    public long Completed { get; init; }

    public long Failed { get; init; }

    /// <summary>The page of executions that comes next; empty for the first.</summary>
    public ByteString Place { get; init; } = ByteString.Empty;
}
