using Microsoft.Extensions.Logging;
using Temporalio.Converters;
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
    IReadOnlyCollection<IWorkerInterceptor> Interceptors);
