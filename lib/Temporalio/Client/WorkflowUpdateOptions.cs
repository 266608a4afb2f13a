namespace Temporalio.Client;

/// <summary>Options of updating a workflow.</summary>
public class WorkflowUpdateOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Id of the update, of the caller's choice; null for a random one.</summary>
    public string? Id { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowUpdateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
