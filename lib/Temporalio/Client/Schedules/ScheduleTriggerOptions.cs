using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Options of triggering a schedule.</summary>
public class ScheduleTriggerOptions : ICloneable
{
    /// <summary>Overlap policy in place of the schedule's.</summary>
    public ScheduleOverlapPolicy Overlap { get; set; } = ScheduleOverlapPolicy.Unspecified;

    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (ScheduleTriggerOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
