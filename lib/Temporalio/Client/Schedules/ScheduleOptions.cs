using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>Options of creating a schedule.</summary>
public class ScheduleOptions : ICloneable
{
    /// <summary>Whether to act once at once.</summary>
    public bool TriggerImmediately { get; set; }

    /// <summary>Time ranges whose actions are taken at once.</summary>
    public IReadOnlyCollection<ScheduleBackfill> Backfills { get; set; } = [];

    /// <summary>Values shown with the schedule.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Values the schedule is found by.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (ScheduleOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
