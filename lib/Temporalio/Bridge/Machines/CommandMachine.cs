using Temporalio.Api.History.V1;

namespace Temporalio.Bridge.Machines;

/// <summary>One thing a workflow asked for, from its command to the last event about it.</summary>
internal abstract class CommandMachine(IMachineHost host)
{
    protected IMachineHost Host => host;

    /// <summary>The server recorded a command of this machine.</summary>
    /// <exception cref="NondeterminismException">The event records something else.</exception>
    public abstract void Recorded(OutgoingCommand command, HistoryEvent recorded);

    /// <summary>An event that refers to the recorded command.</summary>
    public virtual void Happened(HistoryEvent happened)
    {
    }

    protected void Require(bool matches, HistoryEvent recorded, string what, string expected, string actual)
    {
        if (!matches)
        {
            throw new NondeterminismException(
                $"event {recorded.EventId} ({recorded.EventType}) has {what} '{actual}', but the workflow's command has '{expected}' ({this})");
        }
    }
}
