using System.Diagnostics;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker.Metrics;

namespace Temporalio.Bridge;

/// <summary>Measures how workflow tasks fare.</summary>
internal sealed class WorkflowTaskRecorder(WorkerMetrics metrics)
{
    /// <summary>A task has come.</summary>
    /// <returns>When, for <see cref="Ended"/>.</returns>
    public long Came(PollWorkflowTaskQueueResponse task)
    {
        if (task is { Query: null, ScheduledTime: { } scheduled, StartedTime: { } started })
        {
            metrics.Workflow(task.WorkflowType.Name).Started(started.ToDateTime() - scheduled.ToDateTime());
        }

        return Stopwatch.GetTimestamp();
    }

    /// <summary>A task for a run that had tasks before found it in memory, or not.</summary>
    public void LookedUp(bool inMemory)
    {
        if (inMemory)
        {
            metrics.Cache.Hit();
        }
        else
        {
            metrics.Cache.Miss();
        }
    }

    /// <summary>The code was led through its history.</summary>
    public void Replayed(PollWorkflowTaskQueueResponse task, TimeSpan duration) =>
        metrics.Workflow(task.WorkflowType.Name).Replayed(duration);

    /// <summary>A task was handled, well or not.</summary>
    public void Ended(PollWorkflowTaskQueueResponse task, long since) =>
        metrics.Workflow(task.WorkflowType.Name).Executed(Stopwatch.GetElapsedTime(since));

    /// <summary>The server has taken commands. Times are the server's, which may not be this machine's.</summary>
    public void Answered(CachedRun run, PollWorkflowTaskQueueResponse task, IEnumerable<Command> commands)
    {
        if (!run.Machines.IsFinished || run.Machines.StartTime is not { } start || task.StartedTime is not { } now)
        {
            return;
        }

        foreach (var command in commands)
        {
            metrics.Workflow(run.WorkflowType).Ended(command.CommandType, now.ToDateTime() - start.ToDateTime());
        }
    }

    public void Failed(PollWorkflowTaskQueueResponse task, WorkflowTaskFailedCause cause) =>
        metrics.Workflow(task.WorkflowType.Name).TaskFailed(cause);
}
