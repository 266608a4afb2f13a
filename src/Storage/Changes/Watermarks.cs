using Notify.Domain.Changes;
using Notify.Storage.Tables;

namespace Notify.Storage.Changes;

/// <summary>How far each consumer of the change log has come. Move one only when the effects are durable: a crash then repeats and loses nothing.</summary>
public sealed class Watermarks(ITables tables, TimeProvider time)
{
    /// <summary>The name under which the log itself keeps how far it was trimmed; no consumer may have it.</summary>
    internal const string Trimmed = "trimmed";

    /// <summary>The last entry of a table that the consumer is done with; 0 for none.</summary>
    public async Task<long> GetAsync(string consumer, string tableName, CancellationToken cancellationToken = default) =>
        (await tables.GetAsync(NotifyTables.Watermarks, consumer, tableName, cancellationToken).ConfigureAwait(false))?.Sequence ?? 0;

    /// <summary>Moves a consumer forward, never back.</summary>
    /// <exception cref="ArgumentException">The name is kept for the log itself.</exception>
    public async Task MoveAsync(string consumer, string tableName, long sequence, CancellationToken cancellationToken = default)
    {
        if (consumer == Trimmed)
        {
            throw new ArgumentException($"'{Trimmed}' is kept for the change log itself; choose another name.", nameof(consumer));
        }

        var row = await tables.GetAsync(NotifyTables.Watermarks, consumer, tableName, cancellationToken).ConfigureAwait(false);
        if (row is null || row.Sequence < sequence)
        {
            await tables.PutAsync(
                NotifyTables.Watermarks,
                [new Watermark { Consumer = consumer, TableName = tableName, Sequence = sequence, MovedAt = time.GetUtcNow() }],
                cancellationToken).ConfigureAwait(false);
        }
    }
}
