namespace Temporalio.Exceptions;

/// <summary>A run continued as new, and the caller asked not to follow.</summary>
public class WorkflowContinuedAsNewException : TemporalException
{
    /// <param name="newRunId">The run that continues.</param>
    public WorkflowContinuedAsNewException(string newRunId)
        : base("Workflow continued as new") => NewRunId = newRunId;

    /// <summary>The run that continues.</summary>
    public string NewRunId { get; }
}
