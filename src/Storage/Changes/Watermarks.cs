using Notify.Domain.Changes;
using Notify.Storage.Tables;

namespace Notify.Storage.Changes;

/// <summary>How far each consumer of the change log has come. Set one only when the effects are durable: a crash then repeats and loses nothing.</summary>
public sealed class Watermarks(ITables tables, TimeProvider time)
{
    /// <summary>The name under which the log itself keeps how far it was trimmed; no consumer may have it.</summary>
    internal const string Trimmed = "trimmed";

    /// <summary>The last entry of a table that the consumer is done with; null when it has never read it.</summary>
    public async Task<long?> GetAsync(string consumer, string tableName, CancellationToken cancellationToken = default) =>
        (await tables.GetAsync(NotifyTables.Watermarks, consumer, tableName, cancellationToken).ConfigureAwait(false))?.Sequence;

    /// <summary>
    /// Says how far a consumer is. It may be further back than before: where two of its runs overlapped, each may have
    /// written what it read before the other did, and what lies between is to be done again.
    /// </summary>
    /// <exception cref="ArgumentException">The name is kept for the log itself.</exception>
    public async Task SetAsync(string consumer, string tableName, long sequence, CancellationToken cancellationToken = default)
    {
        if (consumer == Trimmed)
        {
            throw new ArgumentException($"'{Trimmed}' is kept for the change log itself; choose another name.", nameof(consumer));
        }

        await tables.PutAsync(
            NotifyTables.Watermarks,
            [new Watermark { Consumer = consumer, TableName = tableName, Sequence = sequence, MovedAt = time.GetUtcNow() }],
            cancellationToken).ConfigureAwait(false);
    }
}
