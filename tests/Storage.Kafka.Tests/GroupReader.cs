using System.Collections.Concurrent;
using MockKafka;
using Notify.Contracts;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>
/// A process of a consumer group: its own clients, its own log. It records what it reads and what it committed, and what
/// came although another had committed it.
/// </summary>
internal sealed class GroupReader : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new(TestKafka.Patience);
    private readonly KafkaStreams streams;
    private readonly Ledger ledger;
    private readonly Func<Task> work;
    private readonly Task reading;
    private int read;

    /// <param name="cluster">The brokers.</param>
    /// <param name="topic">What it reads; the group is always "g".</param>
    /// <param name="ledger">What the group has done, shared by its readers.</param>
    /// <param name="work">What it does between reading a batch and committing it.</param>
    public GroupReader(MockCluster cluster, string topic, Ledger ledger, Func<Task>? work = null)
    {
        streams = new KafkaStreams(TestKafka.Options(cluster), Log);
        (this.ledger, this.work) = (ledger, work ?? (() => Task.CompletedTask));
        reading = Task.Run(() => ReadAsync(topic));
    }

    public LogRecorder Log { get; } = new();

    /// <summary>How many records it has read.</summary>
    public int Read => Volatile.Read(ref read);

    /// <summary>How often it found partitions lost when it committed.</summary>
    public int NotCommitted => Log.Lines.Count(line => line.Contains("did not commit", StringComparison.Ordinal));

    /// <summary>Leaves the group as a process does that is told to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TestKafka.Patience));
        streams.Dispose();
        stop.Dispose();
    }

    private async Task ReadAsync(string topic)
    {
        await foreach (var batch in streams.ReadAsync(topic, "g", 50, stop.Token))
        {
            ledger.Read(batch);
            Interlocked.Add(ref read, batch.Records.Count);
            ledger.Written.Raise();
            await work().WaitAsync(stop.Token);
            var lostBefore = NotCommitted;
            await batch.CommitAsync(CancellationToken.None);
            // Where some partitions were lost, the log does not say whose records were committed: none is taken for committed
            if (NotCommitted == lostBefore)
            {
                ledger.Committed(batch);
            }

            ledger.Written.Raise();
        }
    }
}

/// <summary>What the readers of a group have done together.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> committed = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> afterCommit = new();

    /// <summary>Raised when a reader has read or committed.</summary>
    public Signal Written { get; } = new();

    /// <summary>How many different records were read.</summary>
    public int Distinct => read.Count;

    /// <summary>Records that came although they had been committed.</summary>
    public IReadOnlyCollection<string> CameAfterTheirCommit => afterCommit;

    public void Read(StreamBatch batch)
    {
        foreach (var text in batch.Records.Select(TestKafka.Text))
        {
            read.AddOrUpdate(text, 1, (_, times) => times + 1);
            if (committed.ContainsKey(text))
            {
                afterCommit.Enqueue(text);
            }
        }
    }

    public void Committed(StreamBatch batch)
    {
        foreach (var record in batch.Records)
        {
            committed[TestKafka.Text(record)] = true;
        }
    }
}
