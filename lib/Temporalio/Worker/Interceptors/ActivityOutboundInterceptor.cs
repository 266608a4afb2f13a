namespace Temporalio.Worker.Interceptors;

/// <summary>What leaves an activity, to be overridden in part. Every method passes its input on.</summary>
public abstract class ActivityOutboundInterceptor
{
    private readonly ActivityOutboundInterceptor? next;

    /// <param name="next">The interceptor to pass calls on to.</param>
    protected ActivityOutboundInterceptor(ActivityOutboundInterceptor next) => this.next = next;

    private protected ActivityOutboundInterceptor()
    {
    }

    /// <summary>The interceptor to pass calls on to.</summary>
    protected ActivityOutboundInterceptor Next =>
        next ?? throw new InvalidOperationException("This is the last interceptor; it has no next one.");

    /// <summary>Takes a heartbeat.</summary>
    public virtual void Heartbeat(HeartbeatInput input) => Next.Heartbeat(input);
}
