using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Options of a replayer. At least one workflow is needed.</summary>
public class WorkflowReplayerOptions : ICloneable
{
    /// <summary>The workflows to replay.</summary>
    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    /// <summary>Namespace the workflows believe to run in.</summary>
    public string Namespace { get; set; } = "ReplayNamespace";

    /// <summary>Task queue the workflows believe to run on.</summary>
    public string TaskQueue { get; set; } = "ReplayTaskQueue";

    /// <summary>How values and errors travel.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Exceptions of these types fail a workflow instead of its task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>What wraps the workflows, the outermost first.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Where logs go. Default is nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Whether workflow code may run without end. Default is true under a debugger, or if <c>TEMPORAL_DEBUG</c> is
    /// <c>true</c> or <c>1</c>.
    /// </summary>
    public bool DebugMode { get; set; } = TemporalWorkerOptions.IsDebugging;

    /// <summary>
    /// Whether workflow code that leaves its scheduler is noticed only when it comes back. Default is false: it is
    /// noticed at once, in the first 1000 activations of each workflow type in a replayer.
    /// </summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>Adds a workflow.</summary>
    public WorkflowReplayerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    public WorkflowReplayerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    public WorkflowReplayerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowReplayerOptions)MemberwiseClone();
        copy.Workflows = [.. Workflows];
        return copy;
    }
}
