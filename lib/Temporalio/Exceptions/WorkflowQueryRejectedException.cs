using Temporalio.Api.Enums.V1;

namespace Temporalio.Exceptions;

/// <summary>A query was refused because of the workflow's status.</summary>
public class WorkflowQueryRejectedException : TemporalException
{
    /// <param name="workflowStatus">The status.</param>
    public WorkflowQueryRejectedException(WorkflowExecutionStatus workflowStatus)
        : base($"Query rejected, workflow status: {workflowStatus}") => WorkflowStatus = workflowStatus;

    /// <summary>The workflow's status.</summary>
    public WorkflowExecutionStatus WorkflowStatus { get; }
}
