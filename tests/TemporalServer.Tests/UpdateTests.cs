using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests;

public sealed class UpdateTests
{
    [Fact]
    public async Task Update_AcceptedAndCompleted_AnswersTheCallerAndStaysInHistory()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var answer = UpdateAsync(server);

        var task = await server.Worker.PollAsync();
        await server.Worker.CompleteAsync(task, request =>
        {
            var message = task.Messages.Single();
            request.Messages.Add(Message(message, "a", new Acceptance { AcceptedRequestMessageId = message.Id, AcceptedRequestSequencingEventId = message.EventId }));
            request.Messages.Add(Message(message, "c", new Response { Meta = new Meta { UpdateId = "u" }, Outcome = new Outcome { Success = HandWorker.Text("ok") } }));
        });

        Assert.Equal(HandWorker.Text("ok"), (await answer).Outcome.Success);
        var types = await server.Worker.EventTypesAsync();
        Assert.Equal([EventType.WorkflowExecutionUpdateAccepted, EventType.WorkflowExecutionUpdateCompleted], types.TakeLast(2));
    }

    [Fact]
    public async Task Update_Rejected_AnswersTheCallerAndLeavesNoUpdateEvent()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var answer = UpdateAsync(server);

        var task = await server.Worker.PollAsync();
        await server.Worker.CompleteAsync(task, request => request.Messages.Add(
            Message(task.Messages.Single(), "x", new Rejection { Failure = new() { Message = "no" } })));

        Assert.Equal("no", (await answer).Outcome.Failure.Message);
        Assert.DoesNotContain(EventType.WorkflowExecutionUpdateAccepted, await server.Worker.EventTypesAsync());
    }

    private static Task<UpdateWorkflowExecutionResponse> UpdateAsync(ServerUnderTest server) => server.CallAsync<UpdateWorkflowExecutionResponse>(
        new UpdateWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new() { WorkflowId = "wf" },
            WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
            Request = new Request { Meta = new Meta { UpdateId = "u" }, Input = new Input { Name = "set" } },
        });

    private static Message Message(Message request, string id, IMessage body) =>
        new() { Id = id, ProtocolInstanceId = request.ProtocolInstanceId, Body = Any.Pack(body) };
}
