using TemporalServer.Engine.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace TemporalServer.Engine.Flows;

/// <summary>Bounds what a run may wait for at the same time, of each kind.</summary>
internal static class PendingChecks
{
    public static CommandRefusal? Check(WorkflowRun run, IReadOnlyCollection<Command> commands) =>
        Over(commands, CommandType.ScheduleActivityTask, run.Activities.Count, Cause.PendingActivitiesLimitExceeded, "activities")
        ?? Over(commands, CommandType.StartChildWorkflowExecution, run.Children.Count, Cause.PendingChildWorkflowsLimitExceeded, "child workflow executions")
        ?? Over(commands, CommandType.SignalExternalWorkflowExecution, run.Outbox.Count(ActKind.Signal), Cause.PendingSignalsLimitExceeded, "signals to external workflows")
        ?? Over(
            commands, CommandType.RequestCancelExternalWorkflowExecution, run.Outbox.Count(ActKind.Cancel), Cause.PendingRequestCancelLimitExceeded,
            "requests to cancel external workflows");

    private static CommandRefusal? Over(IReadOnlyCollection<Command> commands, CommandType type, int pending, Cause cause, string what)
    {
        var added = commands.Count(command => command.CommandType == type);
        return added > 0 && pending + added > Limits.Pending
            ? new CommandRefusal(cause, $"the number of pending {what}, {pending} and {added} more, exceeds the per-workflow limit of {Limits.Pending}")
            : null;
    }
}
