using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a workflow instance is given besides its activations.</summary>
internal sealed record WorkflowInstanceDetails(
    string Namespace,
    string TaskQueue,
    WorkflowDefinition Definition,
    DataConverter DataConverter,
    ILoggerFactory LoggerFactory,
    IReadOnlyCollection<Type> FailureExceptionTypes,
    IReadOnlyCollection<IWorkerInterceptor> Interceptors)
{
    /// <summary>Makes the workflow's own metrics.</summary>
    public MetricMeter Meter { get; init; } = SilentMeter.Instance;

    /// <summary>Which activations are traced; null for none.</summary>
    public TracedActivations? Tracing { get; init; }

    /// <summary>How much is kept of where the workflow waits.</summary>
    public WorkflowStackTrace StackTrace { get; init; }
}
