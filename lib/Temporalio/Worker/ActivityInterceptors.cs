using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>The interceptors around one attempt of an activity.</summary>
/// <param name="heartbeats">Takes what passes the outbound interceptors.</param>
internal sealed class ActivityInterceptors(IActivityHeartbeats heartbeats)
{
    private ActivityOutboundInterceptor? outbound;

    /// <summary>Sends a heartbeat through the outbound interceptors.</summary>
    public void Heartbeat(object?[] details)
    {
        var first = outbound ?? throw new InvalidOperationException(
            "An interceptor did not pass on what it was initialised with. Call base.Init with an outbound interceptor.");
        first.Heartbeat(new(details));
    }

    /// <summary>The chain that ends with the activity itself, initialised.</summary>
    public ActivityInboundInterceptor Around(IReadOnlyCollection<IWorkerInterceptor> interceptors)
    {
        var inbound = interceptors.Reverse().Aggregate(
            (ActivityInboundInterceptor)new LastInbound(this), (next, interceptor) => interceptor.InterceptActivity(next));
        inbound.Init(new LastOutbound(heartbeats));
        return inbound;
    }

    private sealed class LastInbound(ActivityInterceptors owner) : ActivityInboundInterceptor
    {
        public override void Init(ActivityOutboundInterceptor outbound) => owner.outbound = outbound;

        public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => input.Activity.InvokeAsync(input.Args);
    }

    private sealed class LastOutbound(IActivityHeartbeats heartbeats) : ActivityOutboundInterceptor
    {
        public override void Heartbeat(HeartbeatInput input) => heartbeats.Record(input.Details);
    }
}
