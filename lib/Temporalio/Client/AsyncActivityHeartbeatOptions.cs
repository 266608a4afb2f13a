namespace Temporalio.Client;

/// <summary>Options of a heartbeat of an activity.</summary>
public class AsyncActivityHeartbeatOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Values to record.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (AsyncActivityHeartbeatOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
