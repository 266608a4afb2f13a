using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Bridge.Machines;

internal sealed class PatchMachine : CommandMachine
{
    private readonly string patchId;

    public PatchMachine(IMachineHost host, string patchId, bool deprecated)
        : base(host)
    {
        this.patchId = patchId;
        host.Send(new(this, new()
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = Markers.Patch(patchId, deprecated),
        }, EventType.MarkerRecorded));
    }

    /// <summary>Whether a marker of that patch is the record of this one.</summary>
    public bool Is(string id) => id == patchId;

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        var marker = recorded.MarkerRecordedEventAttributes;
        Require(marker.MarkerName == Markers.PatchName, recorded, "marker", Markers.PatchName, marker.MarkerName);
        var actual = Markers.ReadPatch(marker)?.Id ?? "";
        Require(actual == patchId, recorded, "patch id", patchId, actual);
    }

    public override string ToString() => $"patch {patchId}";
}
