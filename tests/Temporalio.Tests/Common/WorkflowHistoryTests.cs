using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public sealed class WorkflowHistoryTests
{
    [Theory]
    [InlineData("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", "TASK_QUEUE_KIND_NORMAL")]
    [InlineData("WorkflowExecutionStarted", "Normal")]
    public void FromJson_LongOrShortEnumNames_ReadsTheSameHistory(string eventType, string kind)
    {
        var history = WorkflowHistory.FromJson("w", $$"""
            {"events": [{
              "eventId": "1", "eventTime": "2026-01-02T03:04:05Z", "eventType": "{{eventType}}", "fromTheFuture": 1,
              "workflowExecutionStartedEventAttributes": {
                "workflowType": {"name": "Order"}, "taskQueue": {"name": "q", "kind": "{{kind}}" },
                "input": {"payloads": [{"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": "MQ=="}]}
              }
            }]}
            """);

        var started = Assert.Single(history.Events);
        Assert.Equal(EventType.WorkflowExecutionStarted, started.EventType);
        Assert.Equal(TaskQueueKind.Normal, started.WorkflowExecutionStartedEventAttributes.TaskQueue.Kind);
        Assert.Equal("1", started.WorkflowExecutionStartedEventAttributes.Input.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(history.Events, WorkflowHistory.FromJson("w", history.ToJson()).Events);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"events": [{"eventType": "NO_SUCH_TYPE"}]}""")]
    public void FromJson_SomethingElse_NamesTheWorkflow(string json)
    {
        var error = Assert.Throws<ArgumentException>(() => WorkflowHistory.FromJson("order-7", json));

        Assert.Contains("order-7", error.Message, StringComparison.Ordinal);
    }
}
