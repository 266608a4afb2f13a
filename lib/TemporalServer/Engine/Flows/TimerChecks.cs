using TemporalServer.Engine.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace TemporalServer.Engine.Flows;

/// <summary>Looks at a task's timer commands, which depend on each other.</summary>
internal static class TimerChecks
{
    public static CommandRefusal? Check(WorkflowRun run, IEnumerable<Command> commands)
    {
        HashSet<string> started = [];
        HashSet<string> cancelled = [];
        foreach (var command in commands)
        {
            if (command.StartTimerCommandAttributes is { } start)
            {
                if (start.TimerId.Length is 0 or > Limits.Id || start.StartToFireTimeout.Ticks() < 0)
                {
                    return new CommandRefusal(
                        Cause.BadStartTimerAttributes, $"A timer needs an id of 1 to {Limits.Id} characters and a StartToFireTimeout that is not negative.");
                }

                var runs = run.Timers.IsRunning(start.TimerId) && !cancelled.Contains(start.TimerId);
                if (runs || !started.Add(start.TimerId))
                {
                    return new CommandRefusal(Cause.StartTimerDuplicateId, $"timer {start.TimerId} is already running");
                }
            }
            else if (command.CancelTimerCommandAttributes is { TimerId: var timerId }
                && !started.Remove(timerId)
                && (!cancelled.Add(timerId) || !(run.Timers.IsRunning(timerId) || FiredMeanwhile(run, timerId))))
            {
                return new CommandRefusal(Cause.BadCancelTimerAttributes, $"no timer {timerId} is running");
            }
        }

        return null;
    }

    private static bool FiredMeanwhile(WorkflowRun run, string timerId) =>
        run.History.Buffered.Any(item => item.EventType == EventType.TimerFired && item.TimerFiredEventAttributes.TimerId == timerId);
}
