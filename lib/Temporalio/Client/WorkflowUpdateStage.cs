using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>How far an update has come.</summary>
public enum WorkflowUpdateStage
{
    /// <summary>Nothing is known.</summary>
    None = UpdateWorkflowExecutionLifecycleStage.Unspecified,

    /// <summary>The server has it.</summary>
    Admitted = UpdateWorkflowExecutionLifecycleStage.Admitted,

    /// <summary>The workflow's validator let it through.</summary>
    Accepted = UpdateWorkflowExecutionLifecycleStage.Accepted,

    /// <summary>It has a result, or has failed.</summary>
    Completed = UpdateWorkflowExecutionLifecycleStage.Completed,
}
