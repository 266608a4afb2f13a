namespace Temporalio.Client;

/// <summary>Options of listing workflows.</summary>
public class WorkflowListOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Workflows at most; zero for all.</summary>
    public int Limit { get; set; }

    /// <summary>Workflows fetched at a time; null for as many as the server likes.</summary>
    public int? PageSize { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
