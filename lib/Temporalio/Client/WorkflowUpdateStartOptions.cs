namespace Temporalio.Client;

/// <summary>Options of starting an update. <see cref="WaitForStage"/> is required.</summary>
public class WorkflowUpdateStartOptions : WorkflowUpdateOptions
{
    /// <summary>Options without a stage.</summary>
    public WorkflowUpdateStartOptions()
    {
    }

    /// <param name="waitForStage">Stage to wait for; not <see cref="WorkflowUpdateStage.Admitted"/>.</param>
    public WorkflowUpdateStartOptions(WorkflowUpdateStage waitForStage) => WaitForStage = waitForStage;

    /// <param name="id">Id of the update.</param>
    /// <param name="waitForStage">Stage to wait for; not <see cref="WorkflowUpdateStage.Admitted"/>.</param>
    public WorkflowUpdateStartOptions(string id, WorkflowUpdateStage waitForStage)
    {
        Id = id;
        WaitForStage = waitForStage;
    }

    /// <summary>Stage to wait for; not <see cref="WorkflowUpdateStage.Admitted"/>.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
