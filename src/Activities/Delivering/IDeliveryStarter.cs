namespace Notify.Activities.Delivering;

/// <summary>Sets a published plan going. The workflows implement it, since activities do not know them.</summary>
public interface IDeliveryStarter
{
    /// <summary>Starts the delivery of a plan, or tells the one under way that there is a new plan. Safe to repeat.</summary>
    Task StartAsync(PlanReference plan, CancellationToken cancellationToken);
}
