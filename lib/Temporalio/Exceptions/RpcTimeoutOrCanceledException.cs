namespace Temporalio.Exceptions;

/// <summary>A call to the server ran out of time or was cancelled by the caller.</summary>
public class RpcTimeoutOrCanceledException : TemporalException
{
    /// <param name="message">Text for a person.</param>
    /// <param name="inner">What ended the call.</param>
    public RpcTimeoutOrCanceledException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
