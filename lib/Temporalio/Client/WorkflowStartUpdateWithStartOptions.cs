namespace Temporalio.Client;

/// <summary>
/// Options of starting an update of a workflow that is started unless it runs. The start operation and
/// <see cref="WaitForStage"/> are required.
/// </summary>
public class WorkflowStartUpdateWithStartOptions : WorkflowUpdateWithStartOptions
{
    /// <summary>Options without a start operation and a stage.</summary>
    public WorkflowStartUpdateWithStartOptions()
    {
    }

    /// <param name="startWorkflowOperation">Starts the workflow; serves one update.</param>
    /// <param name="waitForStage">Stage to wait for; not <see cref="WorkflowUpdateStage.Admitted"/>.</param>
    public WorkflowStartUpdateWithStartOptions(
        WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(startWorkflowOperation) => WaitForStage = waitForStage;

    /// <param name="id">Id of the update.</param>
    /// <param name="startWorkflowOperation">Starts the workflow; serves one update.</param>
    /// <param name="waitForStage">Stage to wait for; not <see cref="WorkflowUpdateStage.Admitted"/>.</param>
    public WorkflowStartUpdateWithStartOptions(
        string id, WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(id, startWorkflowOperation) => WaitForStage = waitForStage;

    /// <summary>Stage to wait for; not <see cref="WorkflowUpdateStage.Admitted"/>.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
