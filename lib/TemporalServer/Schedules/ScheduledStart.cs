using System.Globalization;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Schedules;

/// <summary>The start request of one scheduled action.</summary>
internal static class ScheduledStart
{
    /// <summary>Builds it: the action's workflow, its id ending in the nominal time, marked with the schedule it came from.</summary>
    public static StartWorkflowExecutionRequest Request(ScheduleRecord record, PendingStart start)
    {
        var workflow = record.Schedule.Action.StartWorkflow;
        var time = new DateTime(start.Nominal, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var keepId = record.Schedule.Policies.KeepOriginalWorkflowId;
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = record.Namespace,
            WorkflowId = keepId ? workflow.WorkflowId : $"{workflow.WorkflowId}-{time}",
            WorkflowType = workflow.WorkflowType,
            TaskQueue = workflow.TaskQueue,
            Input = workflow.Input,
            WorkflowExecutionTimeout = workflow.WorkflowExecutionTimeout,
            WorkflowRunTimeout = workflow.WorkflowRunTimeout,
            WorkflowTaskTimeout = workflow.WorkflowTaskTimeout,
            RetryPolicy = workflow.RetryPolicy,
            Memo = workflow.Memo,
            Header = workflow.Header,
            UserMetadata = workflow.UserMetadata,
            VersioningOverride = workflow.VersioningOverride,
            Priority = workflow.Priority,
            SearchAttributes = workflow.SearchAttributes?.Clone() ?? new SearchAttributes(),
            Identity = $"temporal-scheduler-{record.Namespace}-{record.Id}",
            RequestId = start.RequestId,
            // Repeated after a crash, the start of a time that already ran must not run it again
            WorkflowIdReusePolicy = keepId || start.Manual ? WorkflowIdReusePolicy.AllowDuplicate : WorkflowIdReusePolicy.RejectDuplicate,
            LastCompletionResult = record.LastResult,
            ContinuedFailure = record.LastFailure,
        };
        request.SearchAttributes.IndexedFields["TemporalScheduledById"] = Attribute("Keyword", record.Id);
        request.SearchAttributes.IndexedFields["TemporalScheduledStartTime"] = Attribute("Datetime", time);
        return request;
    }

    private static Payload Attribute(string type, string value) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type) },
        Data = ByteString.CopyFromUtf8(System.Text.Json.JsonSerializer.Serialize(value)),
    };
}
