using Notify.Domain.Events;
using Notify.Storage.Streams;

namespace Notify.Activities.Events;

/// <summary>What a stream's events do to the tables. Doing it twice, in batches cut differently, changes nothing more.</summary>
public interface IProjection
{
    /// <summary>The stream.</summary>
    string Topic { get; }

    /// <summary>Whether an event belongs to the stream.</summary>
    bool Takes(ShopEvent shopEvent);

    /// <summary>Takes in events that were read together. Once it returns, their effects are durable.</summary>
    /// <param name="events">In order of partition and offset.</param>
    /// <param name="cancellationToken">Stops it; some effects may have been written.</param>
    Task ApplyAsync(IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken);
}

/// <summary>An event and where it stands in its stream.</summary>
public readonly record struct PlacedEvent(ShopEvent Event, StreamPosition Position);
