using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;
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

    /// <summary>Runs kept in memory. Default is 10000; zero replays each task from the start.</summary>
    public int MaxCachedWorkflows { get; set; } = 10000;

    /// <summary>
    /// Workflow tasks handled at a time; at least 2 where workflows are cached. Null for 100, or for <see cref="Tuner"/>.
    /// </summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    /// <summary>Activities run at a time. Null for 100, or for <see cref="Tuner"/>.</summary>
    public int? MaxConcurrentActivities { get; set; }

    /// <summary>Local activities run at a time. Null for 100, or for <see cref="Tuner"/>.</summary>
    public int? MaxConcurrentLocalActivities { get; set; }

    /// <summary>How many tasks of each kind run at a time, in place of the three limits; null for those.</summary>
    public IWorkerTuner? Tuner { get; set; }

    /// <summary>Open polls for workflow tasks; one more than 1 where workflows are cached. Default is 5.</summary>
    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>How many polls for workflow tasks are open; null for <see cref="MaxConcurrentWorkflowTaskPolls"/>.</summary>
    public PollerBehavior? WorkflowTaskPollerBehavior { get; set; }

    /// <summary>How many polls for activity tasks are open; null for <see cref="MaxConcurrentActivityTaskPolls"/>.</summary>
    public PollerBehavior? ActivityTaskPollerBehavior { get; set; }

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

    /// <summary>
    /// Activities a second that this worker takes, as polls are made no faster; null for no limit. Rules out eager
    /// activities.
    /// </summary>
    public double? MaxActivitiesPerSecond { get; set; }

    /// <summary>What starts activities. Default is <see cref="Task.Factory"/>.</summary>
    public TaskFactory ActivityTaskFactory { get; set; } = Task.Factory;

    /// <summary>
    /// Activities a second for the whole task queue, over all workers, as the server enforces; null for no limit.
    /// Rules out eager activities.
    /// </summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>How long running activities have, once the worker goes down, before they are cancelled. Default is zero.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>Exceptions of these types fail a workflow instead of its task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>What wraps workflows and activities, the outermost first; those of the client come before them.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Where logs go; null for the client's.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Whether workflow code may run without end. Default is true under a debugger, or if <c>TEMPORAL_DEBUG</c> is
    /// <c>true</c> or <c>1</c>.
    /// </summary>
    public bool DebugMode { get; set; } = IsDebugging;

    /// <summary>
    /// Whether workflow code that leaves its scheduler is noticed only when it comes back. Default is false: it is
    /// noticed at once, in the first 1000 activations of each workflow type in a worker.
    /// </summary>
    /// <seealso cref="Workflow.Unsafe.WithTracingEventListenerDisabled{T}(Func{T})"/>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>
    /// What <c>__stack_trace</c> queries answer. Default is what the workflow waits for, without the lines of code:
    /// capturing those costs time at every wait.
    /// </summary>
    public WorkflowStackTrace WorkflowStackTrace { get; set; }

    /// <summary>Whether activities never start together with the answer to a workflow task.</summary>
    public bool DisableEagerActivityExecution { get; set; }

    internal static bool IsDebugging => Debugger.IsAttached
        || Environment.GetEnvironmentVariable("TEMPORAL_DEBUG") is { } value
            && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

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
}
