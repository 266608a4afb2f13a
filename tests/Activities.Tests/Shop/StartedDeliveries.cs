using System.Collections.Concurrent;
using Notify.Activities.Delivering;
using Notify.Domain.Planning;

namespace Notify.Activities.Tests.Shop;

/// <summary>Stands where the workflow engine is: keeps which plans were set going.</summary>
internal sealed class StartedDeliveries : IDeliveryStarter
{
    public ConcurrentQueue<PlanReference> Plans { get; } = new();

    public Task StartAsync(PlanReference plan, IReadOnlyList<PlannedSlot> slots, CancellationToken cancellationToken)
    {
        Plans.Enqueue(plan);
        return Task.CompletedTask;
    }
}
