namespace Temporalio.Worker.Interceptors;

/// <summary>What reaches an activity, to be overridden in part. Every method passes its input on.</summary>
public abstract class ActivityInboundInterceptor
{
    private readonly ActivityInboundInterceptor? next;

    /// <param name="next">The interceptor to pass calls on to.</param>
    protected ActivityInboundInterceptor(ActivityInboundInterceptor next) => this.next = next;

    private protected ActivityInboundInterceptor()
    {
    }

    /// <summary>The interceptor to pass calls on to.</summary>
    protected ActivityInboundInterceptor Next =>
        next ?? throw new InvalidOperationException("This is the last interceptor; it has no next one.");

    /// <summary>Called once, before the activity runs. Wrap the outbound interceptor here to see what leaves it.</summary>
    public virtual void Init(ActivityOutboundInterceptor outbound) => Next.Init(outbound);

    /// <summary>Runs one attempt of the activity, within its context.</summary>
    /// <returns>The activity's result; null for one without.</returns>
    public virtual Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => Next.ExecuteActivityAsync(input);
}
