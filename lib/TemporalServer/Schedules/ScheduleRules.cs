using Google.Protobuf.WellKnownTypes;
using TemporalServer.Schedules.Spec;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Transport;

namespace TemporalServer.Schedules;

/// <summary>Checks what clients send and fills in what they leave out.</summary>
internal static class ScheduleRules
{
    /// <summary>A backfill takes at most so many actions.</summary>
    public const int MaxBackfill = 10_000;

    private static readonly TimeSpan DefaultCatchUp = TimeSpan.FromDays(365);
    private static readonly TimeSpan ShortestCatchUp = TimeSpan.FromSeconds(10);

    /// <summary>The schedule as it is kept: canonical spec, every policy stated.</summary>
    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT: it cannot be kept.</exception>
    public static Schedule Complete(Schedule? schedule, string seed, out ScheduleTimes times)
    {
        if (schedule?.Action?.StartWorkflow is not { } workflow)
        {
            throw Invalid("a schedule needs an action that starts a workflow");
        }

        if (string.IsNullOrEmpty(workflow.WorkflowId) || string.IsNullOrEmpty(workflow.WorkflowType?.Name) || string.IsNullOrEmpty(workflow.TaskQueue?.Name))
        {
            throw Invalid("the scheduled workflow needs an id, a type and a task queue");
        }

        if (workflow.CronSchedule.Length > 0 || workflow.WorkflowIdReusePolicy is not (WorkflowIdReusePolicy.Unspecified or WorkflowIdReusePolicy.AllowDuplicate))
        {
            throw Invalid("a scheduled workflow takes neither a cron schedule nor an id reuse policy");
        }

        times = new ScheduleTimes(schedule.Spec ?? new ScheduleSpec(), seed);
        var complete = schedule.Clone();
        complete.Spec = times.Canonical;
        complete.State ??= new ScheduleState();
        complete.Policies ??= new SchedulePolicies();
        complete.Policies.OverlapPolicy = OverlapDecision.Resolve(complete.Policies.OverlapPolicy, ScheduleOverlapPolicy.Unspecified);
        var catchUp = complete.Policies.CatchupWindow?.ToTimeSpan() ?? DefaultCatchUp;
        complete.Policies.CatchupWindow = Duration.FromTimeSpan(catchUp < ShortestCatchUp ? ShortestCatchUp : catchUp);
        return complete;
    }

    /// <summary>INVALID_ARGUMENT with a reason.</summary>
    public static GrpcStatusException Invalid(string reason) => new(GrpcStatusCode.InvalidArgument, reason);
}
