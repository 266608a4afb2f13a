using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A child workflow failed, as its parent sees it; the cause is the inner exception.</summary>
public class ChildWorkflowFailureException : FailureException
{
    internal ChildWorkflowFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ChildWorkflowExecutionFailureInfo is null)
        {
            throw new ArgumentException("The failure carries no child workflow information.");
        }
    }

    /// <summary>Namespace of the child.</summary>
    public string Namespace => Info.Namespace;

    /// <summary>Id of the child.</summary>
    public string WorkflowId => Info.WorkflowExecution.WorkflowId;

    /// <summary>Run of the child.</summary>
    public string RunId => Info.WorkflowExecution.RunId;

    /// <summary>Type of the child.</summary>
    public string WorkflowType => Info.WorkflowType.Name;

    /// <summary>Event of the parent that initiated it.</summary>
    public long InitiatedEventId => Info.InitiatedEventId;

    /// <summary>Event of the parent that recorded its start.</summary>
    public long StartedEventId => Info.StartedEventId;

    /// <summary>Why it is not retried any more.</summary>
    public RetryState RetryState => Info.RetryState;

    private ChildWorkflowExecutionFailureInfo Info => Failure!.ChildWorkflowExecutionFailureInfo;
}
