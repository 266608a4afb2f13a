using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Options an operator gives a pending activity, over those it was scheduled with.</summary>
internal static class ActivityOptionsChange
{
    /// <summary>The options an activity was scheduled with.</summary>
    public static ActivityOptions Of(ActivityTaskScheduledEventAttributes scheduled) => new()
    {
        TaskQueue = scheduled.TaskQueue,
        ScheduleToCloseTimeout = scheduled.ScheduleToCloseTimeout,
        ScheduleToStartTimeout = scheduled.ScheduleToStartTimeout,
        StartToCloseTimeout = scheduled.StartToCloseTimeout,
        HeartbeatTimeout = scheduled.HeartbeatTimeout,
        RetryPolicy = scheduled.RetryPolicy,
        Priority = scheduled.Priority,
    };

    /// <summary>What was scheduled, with the options in their place; the event itself stays as it is.</summary>
    public static ActivityTaskScheduledEventAttributes Apply(ActivityTaskScheduledEventAttributes scheduled, ActivityOptions? options)
    {
        if (options is null)
        {
            return scheduled;
        }

        var changed = scheduled.Clone();
        changed.TaskQueue = options.TaskQueue is { Name.Length: > 0 } ? options.TaskQueue : new TaskQueue(scheduled.TaskQueue);
        changed.ScheduleToCloseTimeout = options.ScheduleToCloseTimeout ?? new Duration();
        changed.ScheduleToStartTimeout = options.ScheduleToStartTimeout ?? new Duration();
        changed.StartToCloseTimeout = options.StartToCloseTimeout ?? new Duration();
        changed.HeartbeatTimeout = options.HeartbeatTimeout ?? new Duration();
        changed.RetryPolicy = ActivityDefaults.Fill(options.RetryPolicy);
        changed.Priority = options.Priority;
        return changed;
    }

    /// <summary>Present options with the masked fields of new ones.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the mask names no field of them, or the result cannot work.</exception>
    public static ActivityOptions Merge(ActivityOptions present, ActivityOptions? asked, FieldMask? mask)
    {
        if (mask is null || mask.Paths.Count == 0 || !FieldMask.IsValid<ActivityOptions>(mask))
        {
            throw Faults.InvalidArgument($"UpdateMask must name fields of ActivityOptions, such as start_to_close_timeout, not '{mask}'.");
        }

        var merged = present.Clone();
        mask.Merge(asked ?? new ActivityOptions(), merged, new FieldMask.MergeOptions
        {
            ReplaceMessageFields = true,
            ReplacePrimitiveFields = true,
            ReplaceRepeatedFields = true,
        });
        if (merged.TaskQueue is not { Name.Length: > 0 and <= Limits.Id })
        {
            throw Faults.InvalidArgument($"The activity's task queue needs a name of 1 to {Limits.Id} characters.");
        }

        if (merged.ScheduleToCloseTimeout.Ticks() < 0 || merged.ScheduleToStartTimeout.Ticks() < 0 || merged.StartToCloseTimeout.Ticks() < 0
            || merged.HeartbeatTimeout.Ticks() < 0 || (merged.ScheduleToCloseTimeout.Ticks() == 0 && merged.StartToCloseTimeout.Ticks() == 0))
        {
            throw Faults.InvalidArgument("An activity's timeouts must not be negative, and one of ScheduleToClose and StartToClose must be set.");
        }

        Flows.StartChecks.RequirePolicy(merged.RetryPolicy);
        return merged;
    }
}
