namespace Temporalio.Client;

/// <summary>Options of fetching one page of a listing of workflows.</summary>
public class WorkflowListPaginatedOptions : ICloneable
{
    /// <summary>Workflows of the page at most; zero for as many as the server likes.</summary>
    public int PageSize { get; set; }

    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowListPaginatedOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
