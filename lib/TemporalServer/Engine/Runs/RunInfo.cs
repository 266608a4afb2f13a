using Google.Protobuf.WellKnownTypes;
using TemporalServer.Persistence;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>What never changes over a run's life. Times are UTC ticks of workflow time.</summary>
internal sealed record RunInfo
{
    public required long Key { get; init; }

    public required string Namespace { get; init; }

    public required string WorkflowId { get; init; }

    public required string RunId { get; init; }

    public required string FirstRunId { get; init; }

    public required string OriginalRunId { get; init; }

    public required string WorkflowType { get; init; }

    public required string TaskQueue { get; init; }

    public required string RequestId { get; init; }

    public required int Attempt { get; init; }

    public required long StartTime { get; init; }

    /// <summary>When the first workflow task is due: later than the start by start delay, back-off or cron.</summary>
    public required long ExecutionTime { get; init; }

    public Duration? ExecutionTimeout { get; init; }

    public Duration? RunTimeout { get; init; }

    public required Duration TaskTimeout { get; init; }

    /// <summary>When the whole chain of runs times out; 0 for never.</summary>
    public long ExecutionExpiration { get; init; }

    public RetryPolicy? RetryPolicy { get; init; }

    public string CronSchedule { get; init; } = string.Empty;

    public UserMetadata? UserMetadata { get; init; }

    public string ParentNamespace { get; init; } = string.Empty;

    public WorkflowExecution? Parent { get; init; }

    /// <summary>The event of the parent that started this run.</summary>
    public long ParentInitiatedId { get; init; }

    public WorkflowExecution? Root { get; init; }

    public ContinueAsNewInitiator Initiator { get; init; }

    public WorkflowExecution Execution => new() { WorkflowId = WorkflowId, RunId = RunId };

    /// <summary>When this run times out; 0 for never.</summary>
    public long RunExpiration
    {
        get
        {
            var timeout = RunTimeout.Ticks();
            var expiration = timeout > 0 ? ExecutionTime + timeout : 0;
            return expiration == 0 ? ExecutionExpiration
                : ExecutionExpiration == 0 ? expiration : Math.Min(expiration, ExecutionExpiration);
        }
    }

    public byte[] Write(StateWriter writer)
    {
        writer.Clear();
        foreach (var text in (ReadOnlySpan<string>)[Namespace, WorkflowId, RunId, FirstRunId, OriginalRunId, WorkflowType, TaskQueue, RequestId, CronSchedule, ParentNamespace])
        {
            writer.Text(text);
        }

        foreach (var number in (ReadOnlySpan<long>)[Attempt, StartTime, ExecutionTime, ExecutionExpiration, ParentInitiatedId, (int)Initiator])
        {
            writer.Long(number);
        }

        writer.Message(ExecutionTimeout);
        writer.Message(RunTimeout);
        writer.Message(TaskTimeout);
        writer.Message(RetryPolicy);
        writer.Message(UserMetadata);
        writer.Message(Parent);
        writer.Message(Root);
        return writer.ToArray();
    }

    public static RunInfo Read(long key, byte[] data)
    {
        var reader = new StateReader(data);
        return new RunInfo
        {
            Key = key,
            Namespace = reader.Text(),
            WorkflowId = reader.Text(),
            RunId = reader.Text(),
            FirstRunId = reader.Text(),
            OriginalRunId = reader.Text(),
            WorkflowType = reader.Text(),
            TaskQueue = reader.Text(),
            RequestId = reader.Text(),
            CronSchedule = reader.Text(),
            ParentNamespace = reader.Text(),
            Attempt = reader.Int(),
            StartTime = reader.Long(),
            ExecutionTime = reader.Long(),
            ExecutionExpiration = reader.Long(),
            ParentInitiatedId = reader.Long(),
            Initiator = (ContinueAsNewInitiator)reader.Int(),
            ExecutionTimeout = reader.Message(Duration.Parser),
            RunTimeout = reader.Message(Duration.Parser),
            TaskTimeout = reader.Message(Duration.Parser)!,
            RetryPolicy = reader.Message(RetryPolicy.Parser),
            UserMetadata = reader.Message(UserMetadata.Parser),
            Parent = reader.Message(WorkflowExecution.Parser),
            Root = reader.Message(WorkflowExecution.Parser),
        };
    }
}
