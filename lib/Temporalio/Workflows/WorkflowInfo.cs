using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Workflows;

/// <summary>What a workflow is told about itself when it starts.</summary>
public record WorkflowInfo(
    int Attempt,
    string? ContinuedRunId,
    string? CronSchedule,
    TimeSpan? ExecutionTimeout,
    string FirstExecutionRunId,
    IReadOnlyDictionary<string, Payload>? Headers,
    Exception? LastFailure,
    IReadOnlyCollection<IRawValue>? LastResult,
    string Namespace,
    WorkflowInfo.ParentInfo? Parent,
    Common.Priority Priority,
    RetryPolicy? RetryPolicy,
    WorkflowInfo.RootInfo? Root,
    string RunId,
    TimeSpan? RunTimeout,
    DateTime StartTime,
    string TaskQueue,
    TimeSpan TaskTimeout,
    string WorkflowId,
    DateTime WorkflowStartTime,
    string WorkflowType)
{
    internal Dictionary<string, object> CreateLoggerScope() => new()
    {
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["RunId"] = RunId,
        ["TaskQueue"] = TaskQueue,
        ["WorkflowId"] = WorkflowId,
        ["WorkflowType"] = WorkflowType,
    };

    /// <summary>The workflow that started this one.</summary>
    public record ParentInfo(string Namespace, string RunId, string WorkflowId);

    /// <summary>The workflow at the top of the tree of children.</summary>
    public record RootInfo(string RunId, string WorkflowId);
}
