using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Bridge.Machines;

namespace Temporalio.Bridge;

/// <summary>A command that no event has answered yet.</summary>
/// <param name="machine">Who issued it, and learns of its event.</param>
/// <param name="proto">As the server takes it.</param>
/// <param name="answer">The event by which the server records it.</param>
internal sealed class OutgoingCommand(CommandMachine machine, Command proto, EventType answer)
{
    public CommandMachine Machine => machine;

    public Command Proto => proto;

    public EventType Answer => answer;

    /// <summary>The protocol message the command stands for; sent with it, and never again on replay.</summary>
    public Api.Protocol.V1.Message? Message { get; init; }

    /// <summary>Handed to the server; from then on it can no longer be withdrawn.</summary>
    public bool Sent { get; set; }

    public override string ToString() => $"{proto.CommandType} of {machine}";
}
