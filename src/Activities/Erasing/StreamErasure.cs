using Notify.Storage.Streams;

namespace Notify.Activities.Erasing;

/// <summary>
/// Takes a person's records out of the streams, read or not, where the store can: the embedded journal does. In Kafka
/// records cannot be changed; they go when the topic's retention ends.
/// </summary>
public sealed class StreamErasure(IStreams streams)
{
    private static readonly string[] Topics =
    [
        StreamTopics.PurchaseHistory,
        StreamTopics.Clickstream,
        StreamTopics.DeadLettersOf(StreamTopics.PurchaseHistory),
        StreamTopics.DeadLettersOf(StreamTopics.Clickstream),
    ];

    /// <summary>Takes the user out. Safe to repeat.</summary>
    public async Task EraseAsync(string userId, ErasureCounts counts, CancellationToken cancellationToken)
    {
        if (streams is not IErasableStreams erasable)
        {
            return;
        }

        foreach (var topic in Topics)
        {
            counts.Add($"stream {topic}", await erasable.EraseKeyAsync(topic, userId, cancellationToken).ConfigureAwait(false));
        }
    }
}
