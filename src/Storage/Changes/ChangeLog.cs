using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Notify.Domain.Changes;
using Notify.Storage.Tables;

namespace Notify.Storage.Changes;

/// <summary>
/// What changed in each base table, in order: what makes an update cost what changed, not what there is. A writer appends
/// after its rows are durable and before it acknowledges them, so that a crash repeats an entry and never loses one.
/// </summary>
/// <remarks>
/// Sequence numbers are taken by conditional insert at last + 1, so that they have no gaps whatever number of processes
/// write: who reads up to <c>n</c> has seen everything up to <c>n</c>, and nothing can appear behind it later.
/// </remarks>
public sealed class ChangeLog(ITables tables, TimeProvider time, ChangeLogOptions? options = null)
{
    /// <summary>Most keys in one entry: as many as one batch of events has, because every entry waits for the disk by itself.</summary>
    public const int MostKeys = 10_000;

    // A DynamoDB item holds 400 KB; ten thousand ids take more only where they are long or not ASCII
    private const int MostBytes = 300_000;

    // Two quotes and a comma
    private const int Punctuation = 3;

    private readonly TimeSpan retention = (options ?? new()).Retention;
    private readonly ConcurrentDictionary<string, Tail> tails = new(StringComparer.Ordinal);

    /// <summary>Says that rows changed. Call it when they are durable.</summary>
    /// <param name="tableName">The base table.</param>
    /// <param name="keys">Ids of users (for users, preferences, purchases and clicks), products or campaigns; repeats are dropped.</param>
    /// <param name="cancellationToken">Stops the waiting; entries may have been written.</param>
    /// <returns>The sequence number of the last entry written; 0 when there are no keys.</returns>
    public async Task<long> AppendAsync(string tableName, IEnumerable<string> keys, CancellationToken cancellationToken = default)
    {
        var last = 0L;
        foreach (var chunk in Chunks(keys.Distinct(StringComparer.Ordinal)))
        {
            last = await AppendEntryAsync(tableName, ChangeKind.Keys, chunk, null, cancellationToken).ConfigureAwait(false);
        }

        return last;
    }

    /// <summary>Says that a bulk load may have changed any row of the table.</summary>
    /// <returns>The entry's sequence number.</returns>
    public Task<long> AppendLoadAsync(string tableName, string loadId, CancellationToken cancellationToken = default) =>
        AppendEntryAsync(tableName, ChangeKind.Whole, [], loadId, cancellationToken);

    /// <summary>The entries after a sequence number, in order.</summary>
    /// <param name="tableName">The base table.</param>
    /// <param name="afterSequence">The last one known; 0 for all.</param>
    /// <param name="upToSequence">The last one wanted; null for as far as it goes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ChangesTrimmedException">Some of them are no longer kept.</exception>
    public async IAsyncEnumerable<ChangeEntry> ReadAsync(
        string tableName, long afterSequence, long? upToSequence = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var expected = afterSequence + 1;
        var to = upToSequence is { } last ? ChangeSequence.KeyOf(last) : null;
        await foreach (var entry in tables.QueryAsync(NotifyTables.Changes, tableName, ChangeSequence.KeyOf(expected), to, cancellationToken).ConfigureAwait(false))
        {
            RequireNext(tableName, expected, ChangeSequence.Of(entry.Sequence));
            yield return entry;
            expected++;
        }

        // Nothing is there at all: either nothing is new, or everything new is already gone
        if (await TrimmedAsync(tableName, cancellationToken).ConfigureAwait(false) is var trimmed && trimmed >= expected && expected <= (upToSequence ?? long.MaxValue))
        {
            throw new ChangesTrimmedException(tableName, expected, trimmed);
        }
    }

    /// <summary>The last sequence number of a table; 0 when nothing was ever appended.</summary>
    public async Task<long> LastAsync(string tableName, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var floor = await TrimmedAsync(tableName, cancellationToken).ConfigureAwait(false);
            var last = await FindLastAsync(tableName, floor, cancellationToken).ConfigureAwait(false);
            // Trimming meanwhile would have looked like the end
            if (await TrimmedAsync(tableName, cancellationToken).ConfigureAwait(false) == floor)
            {
                return last;
            }
        }
    }

    /// <summary>Up to which sequence number entries are no longer kept; 0 for none.</summary>
    public async Task<long> TrimmedAsync(string tableName, CancellationToken cancellationToken = default) =>
        (await tables.GetAsync(NotifyTables.Watermarks, Watermarks.Trimmed, tableName, cancellationToken).ConfigureAwait(false))?.Sequence ?? 0;

    /// <summary>Removes entries that every consumer has passed and that are older than the retention.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<int> TrimAsync(string tableName, CancellationToken cancellationToken = default)
    {
        var passed = await tables.ScanAsync(NotifyTables.Watermarks, cancellationToken: cancellationToken)
            .Where(mark => mark.TableName == tableName && mark.Consumer != Watermarks.Trimmed)
            .Select(mark => mark.Sequence)
            .DefaultIfEmpty(0)
            .MinAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var oldest = time.GetUtcNow() - retention;
        var trimmed = await TrimmedAsync(tableName, cancellationToken).ConfigureAwait(false);
        var old = await tables.QueryAsync(NotifyTables.Changes, tableName, to: ChangeSequence.KeyOf(passed), cancellationToken: cancellationToken)
            .TakeWhile(entry => entry.At < oldest)
            .Select(entry => entry.Sequence)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (old.Count == 0)
        {
            return 0;
        }

        // The mark first: an append must never take what is missing for the end
        var mark = Math.Max(trimmed, ChangeSequence.Of(old[^1]));
        await tables.PutAsync(
            NotifyTables.Watermarks,
            [new Watermark { Consumer = Watermarks.Trimmed, TableName = tableName, Sequence = mark, MovedAt = time.GetUtcNow() }],
            cancellationToken).ConfigureAwait(false);
        foreach (var sequence in old)
        {
            await tables.DeleteAsync(NotifyTables.Changes, tableName, sequence, cancellationToken).ConfigureAwait(false);
        }

        return old.Count;
    }

    private static void RequireNext(string tableName, long expected, long found)
    {
        if (found != expected)
        {
            throw new ChangesTrimmedException(tableName, expected, found - 1);
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Chunks(IEnumerable<string> keys)
    {
        var (chunk, bytes) = (new List<string>(), 0);
        foreach (var key in keys)
        {
            var size = JsonEncodedText.Encode(key).EncodedUtf8Bytes.Length + Punctuation;
            if (chunk.Count == MostKeys || (chunk.Count > 0 && bytes + size > MostBytes))
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }

            chunk.Add(key);
            bytes += size;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private async Task<long> AppendEntryAsync(
        string tableName, string kind, IReadOnlyList<string> keys, string? loadId, CancellationToken cancellationToken)
    {
        var tail = tails.GetOrAdd(tableName, _ => new Tail());
        // Writers of one process take turns: they would only lose the insert to each other
        await tail.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What was last a moment ago cannot have been trimmed since, nor anything after it
            var isFresh = tail.SeenAt is { } seen && time.GetElapsedTime(seen) < retention / 2;
            var next = 1 + (isFresh ? tail.Last : await LastAsync(tableName, cancellationToken).ConfigureAwait(false));
            while (true)
            {
                var seenAt = time.GetTimestamp();
                var entry = new ChangeEntry
                {
                    TableName = tableName, Sequence = ChangeSequence.KeyOf(next), Kind = kind, Keys = keys, LoadId = loadId, At = time.GetUtcNow(),
                };
                if (await tables.TryInsertAsync(NotifyTables.Changes, entry, cancellationToken).ConfigureAwait(false))
                {
                    (tail.Last, tail.SeenAt) = (next, seenAt);
                    return next;
                }

                next = 1 + await FindLastAsync(tableName, next, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            tail.Turn.Release();
        }
    }

    /// <summary>The last entry there is, given one that was there: there are no gaps, so doubling steps and halving find it.</summary>
    private async Task<long> FindLastAsync(string tableName, long known, CancellationToken cancellationToken)
    {
        var step = 1L;
        while (await IsThereAsync(tableName, known + step, cancellationToken).ConfigureAwait(false))
        {
            known += step;
            step *= 2;
        }

        var missing = known + step;
        while (missing - known > 1)
        {
            var middle = known + ((missing - known) / 2);
            if (await IsThereAsync(tableName, middle, cancellationToken).ConfigureAwait(false))
            {
                known = middle;
            }
            else
            {
                missing = middle;
            }
        }

        return known;
    }

    private async Task<bool> IsThereAsync(string tableName, long sequence, CancellationToken cancellationToken) =>
        await tables.GetAsync(NotifyTables.Changes, tableName, ChangeSequence.KeyOf(sequence), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>The end of one table's log, as this process last saw it.</summary>
    private sealed class Tail
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public long Last { get; set; }

        public long? SeenAt { get; set; }
    }
}

/// <summary>A consumer is further behind than the change log reaches back: it has to read the tables whole.</summary>
public sealed class ChangesTrimmedException(string tableName, long wanted, long trimmed)
    : Exception($"The change log of {tableName} begins at {trimmed + 1}, but {wanted} is asked for. Read the table whole, and set the watermark to its last entry before.")
{
    /// <summary>The base table.</summary>
    public string TableName { get; } = tableName;
}
