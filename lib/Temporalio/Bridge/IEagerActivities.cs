using Temporalio.Api.Command.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker.Tuning;

namespace Temporalio.Bridge;

/// <summary>Activities that come back with the answer to the workflow task that asked for them.</summary>
internal interface IEagerActivities
{
    /// <summary>Whether this worker could run any.</summary>
    bool AreAvailable { get; }

    /// <summary>Keeps slots for the activities a worker asks for eagerly; takes the wish back where there is none.</summary>
    /// <returns>The slots that are kept.</returns>
    IReadOnlyList<SlotPermit> Reserve(IEnumerable<Command> commands);

    /// <summary>Runs what came back, and gives back the slots that were not needed.</summary>
    void Run(IReadOnlyList<PollActivityTaskQueueResponse> tasks, IReadOnlyList<SlotPermit> reserved);
}
