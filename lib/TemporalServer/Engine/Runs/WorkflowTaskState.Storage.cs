using TemporalServer.Persistence;

namespace TemporalServer.Engine.Runs;

/// <summary>The task as part of the run's stored state.</summary>
internal sealed partial class WorkflowTaskState
{
    public void Write(StateWriter writer)
    {
        foreach (var value in (ReadOnlySpan<long>)[ScheduledId, StartedId, Attempt, Stamp, ScheduledTime, StartedTime, PreviousStartedId, LastCompletedId, StickyTimeout, machineScheduled, machineStarted, dispatchDue])
        {
            writer.Long(value);
        }

        writer.Bool(IsTransient);
        writer.Bool(IsOnSticky);
        writer.Bool(IsInProcess);
        writer.Text(StickyQueue);
        writer.Text(Identity);
    }

    public void Read(StateReader reader)
    {
        ScheduledId = reader.Long();
        StartedId = reader.Long();
        Attempt = reader.Int();
        Stamp = reader.Long();
        ScheduledTime = reader.Long();
        StartedTime = reader.Long();
        PreviousStartedId = reader.Long();
        LastCompletedId = reader.Long();
        StickyTimeout = reader.Long();
        machineScheduled = reader.Long();
        machineStarted = reader.Long();
        dispatchDue = reader.Long();
        IsTransient = reader.Bool();
        IsOnSticky = reader.Bool();
        IsInProcess = reader.Bool();
        StickyQueue = reader.Text();
        Identity = reader.Text();
    }
}
