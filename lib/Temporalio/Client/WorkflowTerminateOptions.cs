namespace Temporalio.Client;

/// <summary>Options of terminating a workflow.</summary>
public class WorkflowTerminateOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Values recorded with the termination.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowTerminateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
