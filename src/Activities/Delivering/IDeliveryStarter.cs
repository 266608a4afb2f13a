using Notify.Domain.Planning;

namespace Notify.Activities.Delivering;

/// <summary>Sets a published plan going. The workflows implement it, since activities do not know them.</summary>
public interface IDeliveryStarter
{
    /// <summary>Starts the delivery of a plan, or tells the one under way that there is a new plan. Safe to repeat.</summary>
    /// <param name="plan">Which plan.</param>
    /// <param name="slots">Its slots, in order of time; none when a new plan took them all away.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    Task StartAsync(PlanReference plan, IReadOnlyList<PlannedSlot> slots, CancellationToken cancellationToken);
}
