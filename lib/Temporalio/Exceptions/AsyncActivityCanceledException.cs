namespace Temporalio.Exceptions;

/// <summary>An activity completed from outside learns, by its heartbeat, that it is cancelled.</summary>
public class AsyncActivityCanceledException : TemporalException
{
    /// <summary>The fault, which needs no further words.</summary>
    public AsyncActivityCanceledException()
        : base("Activity cancelled")
    {
    }
}
