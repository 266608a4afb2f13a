namespace Temporalio.Exceptions;

/// <summary>A workflow with this id exists, and the id-reuse policy forbids another.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    /// <param name="message">Text for a person.</param>
    /// <param name="workflowId">Id of the workflow.</param>
    /// <param name="workflowType">Type that was to be started.</param>
    /// <param name="runId">The run that exists.</param>
    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message)
    {
        WorkflowId = workflowId;
        WorkflowType = workflowType;
        RunId = runId;
    }

    /// <summary>Id of the workflow.</summary>
    public string WorkflowId { get; }

    /// <summary>Type that was to be started.</summary>
    public string WorkflowType { get; }

    /// <summary>The run that exists; <c>&lt;unknown&gt;</c> inside workflows, which are not told.</summary>
    public string RunId { get; }
}
