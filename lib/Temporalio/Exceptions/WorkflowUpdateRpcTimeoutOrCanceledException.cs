namespace Temporalio.Exceptions;

/// <summary>Waiting for an update ran out of time or was cancelled; the update itself may still go through.</summary>
public class WorkflowUpdateRpcTimeoutOrCanceledException : RpcTimeoutOrCanceledException
{
    /// <param name="inner">What ended the wait.</param>
    public WorkflowUpdateRpcTimeoutOrCanceledException(Exception? inner)
        : base("Timeout or cancellation waiting for update", inner)
    {
    }
}
