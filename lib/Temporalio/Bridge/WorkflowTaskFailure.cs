using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Bridge;

/// <summary>A workflow task could not be completed; the run stays where it was, and leaves memory.</summary>
internal sealed class WorkflowTaskFailure(WorkflowTaskFailedCause cause, Failure failure) : Exception(failure.Message)
{
    public WorkflowTaskFailedCause Cause => cause;

    public Failure Failure => failure;
}
