using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Refuses options with which a worker would not do what they say.</summary>
internal static class WorkerOptionsChecks
{
    /// <exception cref="ArgumentException">Something is missing, out of its bounds, or contradicts something else.</exception>
    public static void Require(TemporalWorkerOptions options)
    {
        if (string.IsNullOrEmpty(options.TaskQueue))
        {
            throw new ArgumentException("The worker options name no task queue. Set TaskQueue.");
        }

        if (options.Activities.Count == 0 && options.Workflows.Count == 0)
        {
            throw new ArgumentException(
                $"The worker of task queue {options.TaskQueue} has neither workflows nor activities. Add at least one.");
        }

        RequireSlots(options);
        RequirePolls(options);
        RequireTimes(options);
        RequireRate(options.MaxActivitiesPerSecond, nameof(options.MaxActivitiesPerSecond));
        RequireRate(options.MaxTaskQueueActivitiesPerSecond, nameof(options.MaxTaskQueueActivitiesPerSecond));
    }

    private static void RequireSlots(TemporalWorkerOptions options)
    {
        AtLeast(options.MaxCachedWorkflows, 0, nameof(options.MaxCachedWorkflows));
        AtLeast(options.MaxConcurrentWorkflowTasks, 1, nameof(options.MaxConcurrentWorkflowTasks));
        AtLeast(options.MaxConcurrentActivities, 1, nameof(options.MaxConcurrentActivities));
        AtLeast(options.MaxConcurrentLocalActivities, 1, nameof(options.MaxConcurrentLocalActivities));
        if (options.Tuner is not null
            && (options.MaxConcurrentWorkflowTasks ?? options.MaxConcurrentActivities ?? options.MaxConcurrentLocalActivities) is not null)
        {
            throw new ArgumentException(
                "Tuner excludes MaxConcurrentWorkflowTasks, MaxConcurrentActivities and MaxConcurrentLocalActivities. Set the one or the others.");
        }

        var workflowSlots = options.MaxConcurrentWorkflowTasks
            ?? (options.Tuner?.WorkflowTaskSlotSupplier as FixedSizeSlotSupplier)?.SlotCount;
        if (workflowSlots < 2 && options.MaxCachedWorkflows > 0 && options.Workflows.Count > 0)
        {
            throw new ArgumentException(
                $"{workflowSlots} slot for workflow tasks is too few for a worker that caches workflows and so polls two queues. "
                + "Allow at least 2, or set MaxCachedWorkflows to 0.");
        }
    }

    private static void RequirePolls(TemporalWorkerOptions options)
    {
        AtLeast(options.MaxConcurrentWorkflowTaskPolls, 1, nameof(options.MaxConcurrentWorkflowTaskPolls));
        AtLeast(options.MaxConcurrentActivityTaskPolls, 1, nameof(options.MaxConcurrentActivityTaskPolls));
        if (options.NonStickyToStickyPollRatio is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"NonStickyToStickyPollRatio is {options.NonStickyToStickyPollRatio}; it must be from 0 to 1.");
        }

        if (options.WorkflowTaskPollerBehavior is PollerBehavior.SimpleMaximum { Maximum: < 2 } && options.MaxCachedWorkflows > 0)
        {
            throw new ArgumentException(
                "WorkflowTaskPollerBehavior allows 1 poll, but a worker that caches workflows polls two queues. "
                + "Allow at least 2, or set MaxCachedWorkflows to 0.");
        }
    }

    private static void RequireTimes(TemporalWorkerOptions options)
    {
        MoreThanZero(options.StickyQueueScheduleToStartTimeout, nameof(options.StickyQueueScheduleToStartTimeout));
        MoreThanZero(options.MaxHeartbeatThrottleInterval, nameof(options.MaxHeartbeatThrottleInterval));
        MoreThanZero(options.DefaultHeartbeatThrottleInterval, nameof(options.DefaultHeartbeatThrottleInterval));
        if (options.GracefulShutdownTimeout < TimeSpan.Zero)
        {
            throw new ArgumentException($"GracefulShutdownTimeout is {options.GracefulShutdownTimeout}; it must not be negative.");
        }
    }

    private static void RequireRate(double? rate, string name)
    {
        if (rate is not (null or (> 0 and < double.PositiveInfinity)))
        {
            throw new ArgumentException($"{name} is {rate}; it must be greater than zero, or null for no limit.");
        }
    }

    private static void MoreThanZero(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{name} is {value}; it must be longer than zero.");
        }
    }

    private static void AtLeast(int? value, int bound, string name)
    {
        if (value < bound)
        {
            throw new ArgumentException($"{name} is {value}; it must be at least {bound}.");
        }
    }
}
