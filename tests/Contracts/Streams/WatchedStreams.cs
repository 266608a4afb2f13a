using System.Runtime.CompilerServices;
using Notify.Storage.Streams;

namespace Notify.Contracts.Streams;

/// <summary>Streams that tell of every commit, so that one can wait for those who read them.</summary>
public sealed class WatchedStreams(IStreams inner) : IStreams
{
    private static readonly string[] EventTopics = [StreamTopics.Clickstream, StreamTopics.PurchaseHistory];

    /// <summary>Raised when a batch is committed.</summary>
    public Signal Committed { get; } = new();

    /// <summary>Waits until every event was committed.</summary>
    /// <param name="groupOf">The group that reads a topic.</param>
    public Task DrainedAsync(Func<string, string> groupOf) => Committed.UntilAsync(() => IsDrainedAsync(groupOf));

    /// <summary>Whether every event was committed.</summary>
    /// <param name="groupOf">The group that reads a topic.</param>
    public async Task<bool> IsDrainedAsync(Func<string, string> groupOf)
    {
        foreach (var topic in EventTopics)
        {
            if (await inner.LagAsync(topic, groupOf(topic)) > 0)
            {
                return false;
            }
        }

        return true;
    }

    public Task<long> LagAsync(string topic, string group, CancellationToken cancellationToken = default) => inner.LagAsync(topic, group, cancellationToken);

    public Task AppendAsync(string topic, IReadOnlyCollection<StreamRecord> records, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(topic, records, cancellationToken);

    public async IAsyncEnumerable<StreamBatch> ReadAsync(
        string topic, string group, int batchSize = 500, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in inner.ReadAsync(topic, group, batchSize, cancellationToken))
        {
            yield return batch with { CommitAsync = token => CommitAsync(batch, token) };
        }
    }

    private async Task CommitAsync(StreamBatch batch, CancellationToken cancellationToken)
    {
        await batch.CommitAsync(cancellationToken);
        Committed.Raise();
    }
}
