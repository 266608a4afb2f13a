namespace Temporalio.Exceptions;

/// <summary>A workflow could not answer a query.</summary>
public class WorkflowQueryFailedException : TemporalException
{
    /// <param name="message">What the workflow's side said.</param>
    public WorkflowQueryFailedException(string message)
        : base(message)
    {
    }
}
