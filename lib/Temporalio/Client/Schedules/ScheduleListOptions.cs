namespace Temporalio.Client.Schedules;

/// <summary>Options of listing schedules.</summary>
public class ScheduleListOptions : ICloneable
{
    /// <summary>Temporal's visibility query; null for every schedule.</summary>
    public string? Query { get; set; }

    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (ScheduleListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
