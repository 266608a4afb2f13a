using Microsoft.Extensions.Logging;

namespace Temporalio.Worker;

internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Error, "Workflow {WorkflowId} was continued by a thread outside of it; what it awaited there does not replay")]
    public static partial void LeftScheduler(this ILogger logger, string workflowId);

    [LoggerMessage(2, LogLevel.Warning, "Workflow {WorkflowId} ended while the handler of {Handler} was still running")]
    public static partial void UnfinishedHandler(this ILogger logger, string workflowId, string handler);

    [LoggerMessage(3, LogLevel.Warning, "Poll of task queue {TaskQueue} failed; trying again in {Backoff}")]
    public static partial void PollFailed(this ILogger logger, Exception exception, string taskQueue, TimeSpan backoff);

    [LoggerMessage(4, LogLevel.Warning, "Workflow task of {WorkflowId} run {RunId} failed: {Reason}")]
    public static partial void WorkflowTaskFailed(this ILogger logger, string workflowId, string runId, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Answer to a workflow task of {WorkflowId} run {RunId} was not taken")]
    public static partial void WorkflowTaskNotTaken(this ILogger logger, Exception exception, string workflowId, string runId);

    [LoggerMessage(6, LogLevel.Warning, "Activity {ActivityType} ({ActivityId}) of workflow {WorkflowId} failed at attempt {Attempt}")]
    public static partial void ActivityFailed(
        this ILogger logger, Exception exception, string activityType, string activityId, string workflowId, int attempt);

    [LoggerMessage(7, LogLevel.Warning, "Answer of activity {ActivityType} ({ActivityId}) of workflow {WorkflowId} was not taken")]
    public static partial void ActivityAnswerNotTaken(
        this ILogger logger, Exception exception, string activityType, string activityId, string workflowId);

    [LoggerMessage(8, LogLevel.Error, "Workflow task of {WorkflowId} run {RunId} could not be handled")]
    public static partial void WorkflowTaskBroken(this ILogger logger, Exception exception, string workflowId, string runId);

    [LoggerMessage(9, LogLevel.Error, "{Method} of the custom slot supplier failed")]
    public static partial void SlotSupplierFailed(this ILogger logger, Exception exception, string method);

    [LoggerMessage(10, LogLevel.Warning, "The server was not told that the worker of task queue {TaskQueue} shuts down")]
    public static partial void ShutdownNotTold(this ILogger logger, Exception exception, string taskQueue);

    [LoggerMessage(11, LogLevel.Error, "The worker of task queue {TaskQueue} failed and shuts down")]
    public static partial void WorkerFailed(this ILogger logger, Exception exception, string taskQueue);
}
