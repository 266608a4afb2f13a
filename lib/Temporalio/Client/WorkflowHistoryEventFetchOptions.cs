namespace Temporalio.Client;

/// <summary>Options of fetching the events of a workflow.</summary>
public class WorkflowHistoryEventFetchOptions : ICloneable
{
    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Whether to wait for events still to come.</summary>
    public bool WaitNewEvent { get; set; }

    /// <summary>Which events to fetch.</summary>
    public Api.Enums.V1.HistoryEventFilterType EventFilterType { get; set; } =
        Api.Enums.V1.HistoryEventFilterType.AllEvent;

    /// <summary>Whether not to fetch archived events.</summary>
    public bool SkipArchival { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowHistoryEventFetchOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
