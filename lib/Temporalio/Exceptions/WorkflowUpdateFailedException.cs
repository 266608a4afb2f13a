namespace Temporalio.Exceptions;

/// <summary>An update was rejected or its handler failed; the inner exception says why.</summary>
public class WorkflowUpdateFailedException : TemporalException
{
    /// <param name="inner">Why.</param>
    public WorkflowUpdateFailedException(Exception? inner)
        : base("Workflow update failed", inner)
    {
    }
}
