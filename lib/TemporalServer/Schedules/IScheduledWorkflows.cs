using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Schedules;

/// <summary>What schedules need of workflows.</summary>
internal interface IScheduledWorkflows
{
    /// <exception cref="Temporalio.Transport.GrpcStatusException">NOT_FOUND: there is no namespace of that name.</exception>
    void RequireNamespace(string name);

    /// <summary>Checks search attributes and marks each with its type.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: one is not known, or its value does not fit.</exception>
    SearchAttributes Complete(string @namespace, SearchAttributes? attributes);

    /// <summary>Starts one and returns its run id; starting the same request id twice is one start.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">The start is refused.</exception>
    Task<string> StartAsync(StartWorkflowExecutionRequest request, CancellationToken cancellationToken);

    /// <summary>Asks one to stop.</summary>
    Task CancelAsync(string @namespace, WorkflowExecution execution, string reason, CancellationToken cancellationToken);

    /// <summary>Stops one.</summary>
    Task TerminateAsync(string @namespace, WorkflowExecution execution, string reason, CancellationToken cancellationToken);

    /// <summary>Completes with the close event of its last run.</summary>
    Task<HistoryEvent> WaitForCloseAsync(string @namespace, WorkflowExecution execution, CancellationToken cancellationToken);
}
