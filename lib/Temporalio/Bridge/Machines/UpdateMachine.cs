using Coresdk.WorkflowCommands;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Bridge.Machines;

/// <summary>An update on its way: accepted or rejected at once, answered some time after.</summary>
internal sealed class UpdateMachine(IUpdateHost host, Request request, string messageId, long sequencingEventId, string instanceId)
    : CommandMachine(host)
{
    private bool accepted;

    public void Respond(UpdateResponse response)
    {
        switch (response.ResponseCase)
        {
            case UpdateResponse.ResponseOneofCase.Accepted:
                accepted = true;
                SendWithCommand("accept", EventType.WorkflowExecutionUpdateAccepted, new Acceptance
                {
                    AcceptedRequestMessageId = messageId,
                    AcceptedRequestSequencingEventId = sequencingEventId,
                    AcceptedRequest = request,
                });
                break;
            case UpdateResponse.ResponseOneofCase.Rejected when !accepted:
                host.SendMessage(Message("reject", new Rejection
                {
                    RejectedRequestMessageId = messageId,
                    RejectedRequestSequencingEventId = sequencingEventId,
                    RejectedRequest = request,
                    Failure = response.Rejected,
                }));
                host.UpdateDone(instanceId);
                break;
            case UpdateResponse.ResponseOneofCase.Rejected:
                Complete(new() { Failure = response.Rejected });
                break;
            default:
                Complete(new() { Success = ProtoParts.Payloads(response.Completed) ?? new() });
                break;
        }
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        var updateId = request.Meta.UpdateId;
        var actual = recorded.EventType == EventType.WorkflowExecutionUpdateAccepted
            ? recorded.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest?.Meta.UpdateId ?? updateId
            : recorded.WorkflowExecutionUpdateCompletedEventAttributes.Meta.UpdateId;
        Require(actual == updateId, recorded, "update id", updateId, actual);
    }

    public override string ToString() => $"update {request.Meta.UpdateId} ({request.Input.Name})";

    private void Complete(Outcome outcome)
    {
        SendWithCommand("complete", EventType.WorkflowExecutionUpdateCompleted, new Response { Meta = request.Meta, Outcome = outcome });
        host.UpdateDone(instanceId);
    }

    private void SendWithCommand(string suffix, EventType answer, IMessage body)
    {
        var message = Message(suffix, body);
        host.Send(new(this, new()
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new() { MessageId = message.Id },
        }, answer) { Message = message });
    }

    private Api.Protocol.V1.Message Message(string suffix, IMessage body) =>
        new() { Id = $"{messageId}/{suffix}", ProtocolInstanceId = instanceId, Body = Any.Pack(body) };
}
