using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests;

/// <summary>A client and a worker whose every step the test decides.</summary>
public sealed class HandWorker(ServerUnderTest server)
{
    public static Payloads Text(string text) => new() { Payloads_ = { new Payload { Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("json/plain") }, Data = Google.Protobuf.ByteString.CopyFromUtf8($"\"{text}\"") } } };

    public static StartWorkflowExecutionRequest NewWorkflow(string id = "wf") => new()
    {
        Namespace = "default",
        WorkflowId = id,
        WorkflowType = new WorkflowType { Name = "Type" },
        TaskQueue = new TaskQueue { Name = ServerUnderTest.Queue },
        RequestId = Guid.NewGuid().ToString(),
        Identity = "client",
    };

    public async Task<string> StartAsync(string id = "wf", Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = NewWorkflow(id);
        change?.Invoke(request);
        return (await server.CallAsync<StartWorkflowExecutionResponse>(request)).RunId;
    }

    public Task SignalAsync(string name, string id = "wf", string requestId = "") => server.CallAsync<SignalWorkflowExecutionResponse>(
        new SignalWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = id }, SignalName = name, RequestId = requestId });

    public Task<PollWorkflowTaskQueueResponse> PollAsync(string queue = ServerUnderTest.Queue, bool sticky = false) =>
        server.CallAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest
        {
            Namespace = "default",
            TaskQueue = new TaskQueue { Name = queue, Kind = sticky ? TaskQueueKind.Sticky : TaskQueueKind.Normal, NormalName = sticky ? ServerUnderTest.Queue : string.Empty },
            Identity = "worker",
        });

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        CompleteAsync(task, null, commands);

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest>? change, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest { TaskToken = task.TaskToken, Identity = "worker", Namespace = "default", Commands = { commands } };
        change?.Invoke(request);
        return server.CallAsync<RespondWorkflowTaskCompletedResponse>(request);
    }

    /// <summary>Takes the next workflow task and answers it.</summary>
    public async Task<PollWorkflowTaskQueueResponse> StepAsync(params Command[] commands)
    {
        var task = await PollAsync();
        await CompleteAsync(task, commands);
        return task;
    }

    public static PollActivityTaskQueueRequest ActivityPoll() =>
        new() { Namespace = "default", TaskQueue = new TaskQueue { Name = ServerUnderTest.Queue }, Identity = "worker" };

    public Task<PollActivityTaskQueueResponse> PollActivityAsync() => server.CallAsync<PollActivityTaskQueueResponse>(ActivityPoll());

    public Task CompleteActivityAsync(PollActivityTaskQueueResponse task, string result = "done") => server.CallAsync<RespondActivityTaskCompletedResponse>(
        new RespondActivityTaskCompletedRequest { TaskToken = task.TaskToken, Namespace = "default", Identity = "worker", Result = Text(result) });

    public Task FailActivityAsync(PollActivityTaskQueueResponse task, bool retryable = true, TimeSpan? nextDelay = null) =>
        server.CallAsync<RespondActivityTaskFailedResponse>(new RespondActivityTaskFailedRequest
        {
            TaskToken = task.TaskToken,
            Namespace = "default",
            Identity = "worker",
            Failure = new Failure
            {
                Message = "no luck",
                ApplicationFailureInfo = new ApplicationFailureInfo
                {
                    Type = "NoLuck",
                    NonRetryable = !retryable,
                    NextRetryDelay = nextDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                },
            },
        });

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id = "wf", string runId = "") =>
        (await server.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default",
            Execution = new WorkflowExecution { WorkflowId = id, RunId = runId },
        })).History.Events;

    public async Task<IEnumerable<EventType>> EventTypesAsync(string id = "wf", string runId = "") =>
        (await HistoryAsync(id, runId)).Select(static item => item.EventType);

    /// <summary>Waits for a run to close.</summary>
    public async Task<HistoryEvent> ResultAsync(string id = "wf", string runId = "") =>
        (await server.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default",
            Execution = new WorkflowExecution { WorkflowId = id, RunId = runId },
            WaitNewEvent = true,
            HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
        })).History.Events.Single();

    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id = "wf", string runId = "") =>
        server.CallAsync<DescribeWorkflowExecutionResponse>(
            new DescribeWorkflowExecutionRequest { Namespace = "default", Execution = new WorkflowExecution { WorkflowId = id, RunId = runId } });
}
