using System.Collections.Concurrent;
using Coresdk.WorkflowActivation;
using Microsoft.Extensions.Logging;
using Temporalio.Bridge;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Makes the code of runs that begin, by their workflow type.</summary>
internal sealed class WorkflowFactory
{
    private readonly Dictionary<string, WorkflowDefinition> definitions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TracedActivations> tracing = new(StringComparer.Ordinal);
    private readonly WorkflowDefinition? dynamic;
    private readonly string @namespace;
    private readonly string taskQueue;
    private readonly DataConverter converter;
    private readonly ILoggerFactory loggerFactory;
    private readonly IReadOnlyCollection<Type> failureExceptionTypes;
    private readonly IReadOnlyCollection<IWorkerInterceptor> interceptors;

    /// <exception cref="ArgumentException">Two workflows have the same name.</exception>
    public WorkflowFactory(
        IEnumerable<WorkflowDefinition> workflows, string @namespace, string taskQueue, DataConverter converter,
        ILoggerFactory loggerFactory, IReadOnlyCollection<Type>? failureExceptionTypes,
        IReadOnlyCollection<IWorkerInterceptor>? interceptors = null)
    {
        this.@namespace = @namespace;
        this.taskQueue = taskQueue;
        this.converter = converter;
        this.loggerFactory = loggerFactory;
        this.failureExceptionTypes = failureExceptionTypes ?? [];
        this.interceptors = interceptors ?? [];
        foreach (var workflow in workflows)
        {
            if (workflow.Name is null)
            {
                dynamic = dynamic is null ? workflow : throw new ArgumentException("More than one dynamic workflow is registered.");
            }
            else if (!definitions.TryAdd(workflow.Name, workflow))
            {
                throw new ArgumentException($"Workflow {workflow.Name} is registered twice.");
            }
        }
    }

    /// <summary>Makes the workflows' own metrics.</summary>
    public MetricMeter Meter { get; init; } = SilentMeter.Instance;

    /// <summary>Whether calls that leave a workflow's scheduler fail at once, while its type is new to this process.</summary>
    public bool TracesCalls { get; init; }

    /// <summary>How much is kept of where workflows wait.</summary>
    public WorkflowStackTrace StackTrace { get; init; }

    /// <summary>Whether a workflow type that does not fit its history fails, rather than its task.</summary>
    public bool FailsOnNondeterminism(string workflowType) =>
        failureExceptionTypes.Concat((definitions.GetValueOrDefault(workflowType) ?? dynamic)?.FailureExceptionTypes ?? [])
            .Any(type => type.IsAssignableFrom(typeof(WorkflowNondeterminismException)));

    /// <exception cref="WorkflowTaskFailure">The type is not registered.</exception>
    public IWorkflowActivator Create(InitializeWorkflow init)
    {
        var definition = definitions.GetValueOrDefault(init.WorkflowType) ?? dynamic
            ?? throw new WorkflowTaskFailure(
                Api.Enums.V1.WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
                new()
                {
                    Message = $"Workflow type {init.WorkflowType} is not registered on this worker, available workflows: {string.Join(", ", definitions.Keys.Order(StringComparer.Ordinal))}",
                    ApplicationFailureInfo = new() { Type = "NotFoundError" },
                });
        return new WorkflowInstance(new(@namespace, taskQueue, definition, converter, loggerFactory, failureExceptionTypes, interceptors)
        {
            Meter = Meter,
            Tracing = TracesCalls ? tracing.GetOrAdd(init.WorkflowType, static _ => new()) : null,
            StackTrace = StackTrace,
        });
    }
}
