namespace Temporalio.Client;

/// <summary>Options of querying a workflow.</summary>
public class WorkflowQueryOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Which statuses of the workflow refuse the query; null for the client's default.</summary>
    public Api.Enums.V1.QueryRejectCondition? RejectCondition { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowQueryOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
