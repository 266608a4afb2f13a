namespace Temporalio.Client;

/// <summary>Options of updating a workflow that is started unless it runs. <see cref="StartWorkflowOperation"/> is required.</summary>
public class WorkflowUpdateWithStartOptions : WorkflowUpdateOptions
{
    /// <summary>Options without a start operation.</summary>
    public WorkflowUpdateWithStartOptions()
    {
    }

    /// <param name="startWorkflowOperation">Starts the workflow; serves one update.</param>
    public WorkflowUpdateWithStartOptions(WithStartWorkflowOperation startWorkflowOperation) =>
        StartWorkflowOperation = startWorkflowOperation;

    /// <param name="id">Id of the update.</param>
    /// <param name="startWorkflowOperation">Starts the workflow; serves one update.</param>
    public WorkflowUpdateWithStartOptions(string id, WithStartWorkflowOperation startWorkflowOperation)
    {
        Id = id;
        StartWorkflowOperation = startWorkflowOperation;
    }

    /// <summary>Starts the workflow; serves one update.</summary>
    public WithStartWorkflowOperation? StartWorkflowOperation { get; set; }

    /// <inheritdoc/>
    public override object Clone()
    {
        var copy = (WorkflowUpdateWithStartOptions)base.Clone();
        copy.StartWorkflowOperation = (WithStartWorkflowOperation?)StartWorkflowOperation?.Clone();
        return copy;
    }
}
