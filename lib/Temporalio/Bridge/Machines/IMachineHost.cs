using Coresdk.WorkflowActivation;

namespace Temporalio.Bridge.Machines;

/// <summary>What machines need of the run they belong to.</summary>
internal interface IMachineHost
{
    /// <summary>Queues a command for the server.</summary>
    OutgoingCommand Send(OutgoingCommand command);

    /// <summary>Takes back a command that was not sent yet.</summary>
    /// <returns>Whether it was still there.</returns>
    bool Withdraw(OutgoingCommand command);

    /// <summary>Tells the workflow.</summary>
    void Notify(WorkflowActivationJob job);

    /// <summary>Routes events that refer to <paramref name="eventId"/> to a machine.</summary>
    void Track(long eventId, CommandMachine machine);

    /// <summary>Nothing more is expected for that event.</summary>
    void Untrack(long eventId);
}
