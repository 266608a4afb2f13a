using Notify.Activities.Events;
using Notify.Domain.Events;

namespace StreamsBench;

/// <summary>A projection, and how old each event is when it is done.</summary>
internal sealed class TimedProjection(IProjection inner, Latencies latencies) : IProjection
{
    public string Topic => inner.Topic;

    public bool Takes(ShopEvent shopEvent) => inner.Takes(shopEvent);

    public async Task ApplyAsync(IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken)
    {
        await inner.ApplyAsync(events, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (one, _) in events)
        {
            latencies.Add(one.Timestamp, now);
        }
    }
}
