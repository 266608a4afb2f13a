using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Bridge.Machines;

/// <summary>A command that is done once it is recorded: upserts and whatever ends the workflow.</summary>
internal sealed class SingleCommandMachine : CommandMachine
{
    private readonly CommandType type;

    public SingleCommandMachine(IMachineHost host, Command command, EventType answer)
        : base(host)
    {
        type = command.CommandType;
        host.Send(new(this, command, answer));
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        if (recorded.EventType != EventType.UpsertWorkflowSearchAttributes)
        {
            return;
        }

        var expected = Keys(command.Proto.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes);
        var actual = Keys(recorded.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes);
        Require(expected == actual, recorded, "search attributes", expected, actual);
    }

    public override string ToString() => type.ToString();

    private static string Keys(Api.Common.V1.SearchAttributes? attributes) =>
        attributes is null ? "" : string.Join(", ", attributes.IndexedFields.Keys.Order(StringComparer.Ordinal));
}
