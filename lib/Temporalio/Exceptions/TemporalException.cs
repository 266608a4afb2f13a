namespace Temporalio.Exceptions;

/// <summary>What every exception of this SDK derives from.</summary>
public abstract class TemporalException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    protected TemporalException()
    {
    }

    /// <summary>An exception with a message.</summary>
    protected TemporalException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    protected TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// Whether an exception means cancellation: of .NET, of Temporal, or of an activity or child workflow.
    /// </summary>
    public static bool IsCanceledException(Exception exception) =>
        exception is OperationCanceledException or CanceledFailureException
        || (exception is ActivityFailureException or ChildWorkflowFailureException or NexusOperationFailureException
            && exception.InnerException is CanceledFailureException);
}
