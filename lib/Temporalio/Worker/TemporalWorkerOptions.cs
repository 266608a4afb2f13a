using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Options of a worker. A task queue and at least one workflow or activity are needed.</summary>
public class TemporalWorkerOptions : ICloneable
{
    /// <summary>Options without a task queue; set <see cref="TaskQueue"/>.</summary>
    public TemporalWorkerOptions()
    {
    }

    /// <param name="taskQueue">The task queue to serve.</param>
    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    /// <summary>The task queue to serve.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>The activities to run.</summary>
    public IList<ActivityDefinition> Activities { get; private set; } = [];

    /// <summary>The workflows to run.</summary>
    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    /// <summary>Names this build of the code; null for the entry assembly's module version.</summary>
    public string? BuildId { get; set; }

    /// <summary>Names this worker; null for the client's identity.</summary>
    public string? Identity { get; set; }

    /// <summary>Runs kept in memory. Default is 1000; zero replays each task from the start.</summary>
    public int MaxCachedWorkflows { get; set; } = 1000;

    /// <summary>Workflow tasks handled at a time. Default is 100.</summary>
    public int MaxConcurrentWorkflowTasks { get; set; } = 100;

    /// <summary>Activities run at a time. Default is 100.</summary>
    public int MaxConcurrentActivities { get; set; } = 100;

    /// <summary>Local activities run at a time. Default is 100.</summary>
    public int MaxConcurrentLocalActivities { get; set; } = 100;

    /// <summary>Open polls for workflow tasks. Default is 5.</summary>
    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>Share of the polls that wait for runs not in memory. Default is 0.2.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2f;

    /// <summary>Open polls for activity tasks. Default is 5.</summary>
    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    /// <summary>Whether activities run only as local activities.</summary>
    public bool LocalActivityWorkerOnly { get; set; }

    /// <summary>How long the server waits for this worker with a run that is in its memory. Default is 10 seconds.</summary>
    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time between heartbeats sent to the server. Default is 60 seconds.</summary>
    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between heartbeats of activities without a heartbeat timeout. Default is 30 seconds.</summary>
    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Activities a second for the whole task queue, over all workers; null for no limit.</summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>How long running activities have, once the worker goes down, before they are cancelled. Default is zero.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>Exceptions of these types fail a workflow instead of its task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>What wraps workflows and activities, the outermost first; those of the client come before them.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Where logs go; null for the client's.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Whether workflow code may run without end, as it does under a debugger.</summary>
    public bool DebugMode { get; set; } = Environment.GetEnvironmentVariable("TEMPORAL_DEBUG") is { Length: > 0 };

    /// <summary>Whether activities never start together with the answer to a workflow task.</summary>
    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>Adds the activity a delegate's method is.</summary>
    public TemporalWorkerOptions AddActivity(Delegate activityDelegate) => AddActivity(ActivityDefinition.Create(activityDelegate));

    /// <summary>Adds an activity.</summary>
    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds all activities of a class.</summary>
    /// <param name="instance">Target of its instance methods; null if it has none.</param>
    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    /// <summary>Adds all activities of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="instance">Target of its instance methods; null if it has none.</param>
    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
        {
            Activities.Add(definition);
        }

        return this;
    }

    /// <summary>Adds a workflow.</summary>
    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy.Activities = [.. Activities];
        copy.Workflows = [.. Workflows];
        return copy;
    }

    /// <exception cref="ArgumentException">Something is missing, or out of its bounds.</exception>
    internal void Validate()
    {
        if (string.IsNullOrEmpty(TaskQueue))
        {
            throw new ArgumentException("The worker options name no task queue. Set TaskQueue.");
        }

        if (Activities.Count == 0 && Workflows.Count == 0)
        {
            throw new ArgumentException($"The worker of task queue {TaskQueue} has neither workflows nor activities. Add at least one.");
        }

        AtLeast(MaxCachedWorkflows, 0, nameof(MaxCachedWorkflows));
        AtLeast(MaxConcurrentWorkflowTasks, 1, nameof(MaxConcurrentWorkflowTasks));
        AtLeast(MaxConcurrentActivities, 1, nameof(MaxConcurrentActivities));
        AtLeast(MaxConcurrentLocalActivities, 1, nameof(MaxConcurrentLocalActivities));
        AtLeast(MaxConcurrentWorkflowTaskPolls, 1, nameof(MaxConcurrentWorkflowTaskPolls));
        AtLeast(MaxConcurrentActivityTaskPolls, 1, nameof(MaxConcurrentActivityTaskPolls));
    }

    private static void AtLeast(int value, int bound, string name)
    {
        if (value < bound)
        {
            throw new ArgumentException($"{name} is {value}; it must be at least {bound}.");
        }
    }
}
