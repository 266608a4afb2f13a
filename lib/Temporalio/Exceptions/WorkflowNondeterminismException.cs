namespace Temporalio.Exceptions;

/// <summary>Workflow code does not match the history it is replayed from.</summary>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    internal WorkflowNondeterminismException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
