namespace Temporalio.Client;

/// <summary>Options of fetching the history of a workflow.</summary>
public class WorkflowHistoryFetchOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Which events to fetch.</summary>
    public Api.Enums.V1.HistoryEventFilterType EventFilterType { get; set; } =
        Api.Enums.V1.HistoryEventFilterType.AllEvent;

    /// <summary>Whether not to fetch archived events.</summary>
    public bool SkipArchival { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowHistoryFetchOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
