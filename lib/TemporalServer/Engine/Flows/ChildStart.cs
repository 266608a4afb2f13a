using TemporalServer.Engine.Runs;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>The start request that a parent's event stands for.</summary>
internal static class ChildStart
{
    public static StartWorkflowExecutionRequest Request(WorkflowRun parent, HistoryEvent initiated, string requestId)
    {
        var attributes = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        return new()
        {
            Namespace = attributes.Namespace,
            WorkflowId = attributes.WorkflowId,
            WorkflowType = attributes.WorkflowType,
            TaskQueue = attributes.TaskQueue,
            Input = attributes.Input,
            WorkflowExecutionTimeout = attributes.WorkflowExecutionTimeout,
            WorkflowRunTimeout = attributes.WorkflowRunTimeout,
            WorkflowTaskTimeout = attributes.WorkflowTaskTimeout,
            Identity = parent.WorkflowTask.Identity,
            RequestId = requestId,
            WorkflowIdReusePolicy = attributes.WorkflowIdReusePolicy,
            RetryPolicy = attributes.RetryPolicy,
            CronSchedule = attributes.CronSchedule,
            Memo = attributes.Memo,
            SearchAttributes = attributes.SearchAttributes,
            Header = attributes.Header,
            Priority = attributes.Priority,
            UserMetadata = initiated.UserMetadata,
        };
    }
}
