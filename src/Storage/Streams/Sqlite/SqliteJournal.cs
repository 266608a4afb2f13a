using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>
/// Streams as a durable journal in one SQLite file: topics of partitions by key, offsets, and how far each group has
/// committed. Appends of many callers are committed together.
/// </summary>
/// <remarks>
/// A group has one active reader in a process; a second one takes over when the first ends. Readers wake as soon as
/// this process appends; what another process appends is seen with the next record of this one.
/// </remarks>
public sealed class SqliteJournal : IStreams, IErasableStreams, IScrubbable, IExpiring, IAsyncDisposable
{
    // Of so many blocks appended one looks for old ones to remove, a few more than came since: the file stops growing.
    private const int BlocksPerTrim = 16;

    // A block is at most about 256 KB, and what is deleted is zeroed: others may have to wait for so many.
    private const int BlocksPerStep = 32;

    private readonly SqliteJournalOptions options;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly ConcurrentDictionary<string, int> partitions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TopicSignal> signals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Topic, string Group), SemaphoreSlim> turns = new();
    private int appended;

    private SqliteJournal(SqliteJournalOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Partitions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Partitions, 1024);
        this.options = options;
        writer = SqliteWriter.Open(options.Path, options.Synchronous, options.MaxPages);
        readers = new SqliteReaders(options.Path);
    }

    /// <summary>Opens the file, creating it where there is none.</summary>
    /// <exception cref="StorageException">It cannot be opened, or is no database.</exception>
    public static async Task<SqliteJournal> OpenAsync(SqliteJournalOptions options, CancellationToken cancellationToken = default)
    {
        var journal = await Task.Run(() => new SqliteJournal(options), cancellationToken).ConfigureAwait(false);
        try
        {
            await journal.writer.WriteAsync(
                session =>
                {
                    session.Execute(JournalStore.Schema);
                    return true;
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return journal;
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task AppendAsync(string topic, IReadOnlyCollection<StreamRecord> records, CancellationToken cancellationToken = default)
    {
        if (records.Count == 0)
        {
            return;
        }

        var partitions = await PartitionsAsync(topic, cancellationToken).ConfigureAwait(false);
        try
        {
            var blocks = JournalPartition.Split(records, partitions);
            await writer.WriteAsync(session => Append(session, topic, blocks), blocks.Count, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also when the caller stopped waiting, because the append may still have been committed.
            SignalOf(topic).Pulse();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamBatch> ReadAsync(
        string topic, string group, int batchSize = 500, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var partitions = await PartitionsAsync(topic, cancellationToken).ConfigureAwait(false);
        var turn = turns.GetOrAdd((topic, group), _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var reader = new JournalReader(topic, batchSize, readers.Read(session =>
                Enumerable.Range(0, partitions).Select(partition => JournalStore.Committed(session, topic, group, partition)).ToArray()));
            // From now on the group is known: what it has not read is kept.
            await CommitAsync(topic, group, reader.Positions, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var appended = SignalOf(topic).Next;
                var records = readers.ReadAtOneMoment(reader.Next);
                if (records.Count == 0)
                {
                    await appended.WaitAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                cancellationToken.ThrowIfCancellationRequested();
                var reached = reader.Positions;
                yield return new StreamBatch(new PackedRecords(records), token => CommitAsync(topic, group, reached, token));
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<long> LagAsync(string topic, string group, CancellationToken cancellationToken = default)
    {
        var partitions = await PartitionsAsync(topic, cancellationToken).ConfigureAwait(false);
        return readers.Read(session => Enumerable.Range(0, partitions).Sum(partition => JournalStore.Lag(session, topic, group, partition)));
    }

    /// <inheritdoc/>
    /// <remarks>Appends do so too, a little at a time; a topic at rest has no other moment.</remarks>
    public async Task ExpireAsync(CancellationToken cancellationToken = default)
    {
        foreach (var topic in readers.Read(JournalStore.Topics))
        {
            var count = await PartitionsAsync(topic, cancellationToken).ConfigureAwait(false);
            for (var partition = 0; partition < count; partition++)
            {
                while (await writer.WriteAsync(session => Trim(session, topic, partition, BlocksPerStep), BlocksPerStep, cancellationToken).ConfigureAwait(false) == BlocksPerStep)
                {
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task<long> EraseKeyAsync(string topic, string key, CancellationToken cancellationToken = default)
    {
        const int BlocksPerLook = 256;
        var partition = JournalPartition.Of(key, await PartitionsAsync(topic, cancellationToken).ConfigureAwait(false));
        var (erased, after) = (0L, 0L);
        while (readers.Read(session => JournalErasure.Search(session, topic, partition, key, after, BlocksPerLook)) is { } looked)
        {
            erased += looked.Found.Count == 0 ? 0 : await writer.WriteAsync(
                session => JournalErasure.Erase(session, topic, partition, looked.Found, key), looked.Found.Count, cancellationToken).ConfigureAwait(false);
            after = looked.Last;
        }

        return erased;
    }

    /// <inheritdoc/>
    public Task ScrubAsync(CancellationToken cancellationToken = default) => SqliteScrub.RunAsync(writer, cancellationToken);

    /// <summary>Waits for the appends under way and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        await writer.DisposeAsync().ConfigureAwait(false);
        foreach (var turn in turns.Values)
        {
            turn.Dispose();
        }
    }

    private bool Append(SqliteSession session, string topic, List<(int Partition, JournalBlock Block)> blocks)
    {
        var now = options.Time.GetUtcNow();
        foreach (var (partition, block) in blocks)
        {
            JournalStore.Append(session, topic, partition, block, now);
            if (++appended % BlocksPerTrim == 0)
            {
                Trim(session, topic, partition, 2 * BlocksPerTrim);
            }
        }

        return true;
    }

    private int Trim(SqliteSession session, string topic, int partition, int most) => JournalRetention.Trim(
        session, topic, partition, partitions[topic], options.RetentionOf.GetValueOrDefault(topic, options.Retention), options.Time.GetUtcNow(), most);

    private TopicSignal SignalOf(string topic) => signals.GetOrAdd(topic, _ => new TopicSignal());

    private async ValueTask<int> PartitionsAsync(string topic, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        if (this.partitions.TryGetValue(topic, out var known))
        {
            return known;
        }

        var partitions = await writer.WriteAsync(session => JournalStore.OpenTopic(session, topic, options.Partitions), cancellationToken: cancellationToken).ConfigureAwait(false);
        return this.partitions.GetOrAdd(topic, partitions);
    }

    private async Task CommitAsync(string topic, string group, IReadOnlyList<long> reached, CancellationToken cancellationToken) =>
        await writer.WriteAsync(
            session =>
            {
                for (var partition = 0; partition < reached.Count; partition++)
                {
                    JournalStore.Commit(session, topic, group, partition, reached[partition]);
                }

                return true;
            },
            reached.Count,
            cancellationToken).ConfigureAwait(false);
}
