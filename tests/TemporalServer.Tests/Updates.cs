using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests;

/// <summary>Updates as clients ask for them, and as a worker answers.</summary>
public static class Updates
{
    public static UpdateWorkflowExecutionRequest Of(string id, string workflowId = "wf") => new()
    {
        Namespace = "default",
        WorkflowExecution = new WorkflowExecution { WorkflowId = workflowId },
        Request = new Request { Meta = new Meta { UpdateId = id }, Input = new Input { Name = "change" } },
        WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Accepted },
    };

    /// <summary>Accepts every update of a task, and completes it when asked to.</summary>
    public static void Accept(RespondWorkflowTaskCompletedRequest request, PollWorkflowTaskQueueResponse task, bool complete = false)
    {
        foreach (var message in task.Messages)
        {
            var id = message.ProtocolInstanceId;
            Add(request, $"{id}/accept", id, Any.Pack(new Acceptance
            {
                AcceptedRequestMessageId = message.Id,
                AcceptedRequestSequencingEventId = message.EventId,
                AcceptedRequest = message.Body.Unpack<Request>(),
            }));
            if (complete)
            {
                Add(request, $"{id}/complete", id, Any.Pack(new Response
                {
                    Meta = new Meta { UpdateId = id },
                    Outcome = new Outcome { Success = HandWorker.Text("changed") },
                }));
            }
        }
    }

    private static void Add(RespondWorkflowTaskCompletedRequest request, string messageId, string id, Any body)
    {
        request.Messages.Add(new Message { Id = messageId, ProtocolInstanceId = id, Body = body });
        request.Commands.Add(new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = messageId },
        });
    }
}
