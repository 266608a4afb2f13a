namespace Temporalio.Client;

/// <summary>Options of reporting an activity's cancellation.</summary>
public class AsyncActivityReportCancellationOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Values to record.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (AsyncActivityReportCancellationOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
