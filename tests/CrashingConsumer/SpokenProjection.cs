using Notify.Activities.Delivering;
using Notify.Activities.Events;
using Notify.Domain.Events;

namespace CrashingConsumer;

/// <summary>A projection that says when it has taken a batch in: its rows are durable then, the position is not yet committed.</summary>
internal sealed class SpokenProjection(IProjection inner) : IProjection
{
    public string Topic => inner.Topic;

    public bool Takes(ShopEvent shopEvent) => inner.Takes(shopEvent);

    public async Task ApplyAsync(IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken)
    {
        await inner.ApplyAsync(events, cancellationToken);
        Console.WriteLine($"{Topic} {events.Count}");
    }
}

/// <summary>Nobody has deliveries under way.</summary>
internal sealed class NoDeliveries : IDeliverySignals
{
    public Task OptedOutAsync(string userId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PurchasedAsync(string userId, string purchaseId, CancellationToken cancellationToken) => Task.CompletedTask;
}
