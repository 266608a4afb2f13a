using System.Diagnostics.Tracing;

namespace Temporalio.Worker;

/// <summary>
/// Hears of tasks and timers that workflow code starts outside of its scheduler, where they would not replay.
/// </summary>
/// <remarks>
/// The runtime's events cost every task of the process something: all workflow code heard all the time took 780 instead
/// of 460 microseconds of processor time for a cycle of timer and activity. So <see cref="TracedActivations"/> decides
/// what is heard.
/// </remarks>
internal sealed class WorkflowTracing : EventListener
{
    private const string TaskSource = "System.Threading.Tasks.TplEventSource";
    private const string FrameworkSource = "System.Diagnostics.Eventing.FrameworkEventSource";

    /// <summary>A task was scheduled, or is waited for; without the starts and ends of tasks, which tell nothing more.</summary>
    private const EventKeywords TaskTransfer = (EventKeywords)1;
    private const EventKeywords ThreadTransfer = (EventKeywords)0x10;
    private const int TaskScheduled = 7;
    private const int TaskWaitBegin = 10;
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private static readonly Lock Gate = new();
    private static readonly Timer Quiet = new(static _ => Disable());
    private static int users;
    private static WorkflowTracing? instance;

    private WorkflowTracing()
    {
    }

    /// <summary>Hears until <see cref="Leave"/>.</summary>
    public static void Enter()
    {
        lock (Gate)
        {
            users++;
            instance ??= new();
        }
    }

    /// <summary>Hears no more, though only after a while: turning the events on and off costs more than an activation.</summary>
    public static void Leave()
    {
        lock (Gate)
        {
            if (--users == 0)
            {
                Quiet.Change(Linger, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        switch (eventSource.Name)
        {
            case TaskSource:
                EnableEvents(eventSource, EventLevel.Informational, TaskTransfer);
                break;
            case FrameworkSource:
                EnableEvents(eventSource, EventLevel.Informational, ThreadTransfer);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (TaskScheduler.Current is not WorkflowInstance { TracesCalls: true } workflow)
        {
            return;
        }

        if (eventData.EventSource.Name == FrameworkSource)
        {
            workflow.FailActivation("Workflow code started a timer or moved to another thread. Use Workflow.DelayAsync and what else the Workflow class has");
        }
        else if (eventData.EventId is TaskScheduled or TaskWaitBegin && eventData.Payload?[0] is int scheduler && scheduler != workflow.Id)
        {
            workflow.FailActivation("Workflow code started or awaited a task outside of the workflow's scheduler. Use Workflow.RunTaskAsync and what else the Workflow class has");
        }
    }

    private static void Disable()
    {
        lock (Gate)
        {
            if (users == 0)
            {
                instance?.Dispose();
                instance = null;
            }
        }
    }
}
