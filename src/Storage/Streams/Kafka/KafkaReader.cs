using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Notify.Storage.Streams.Kafka;

/// <summary>
/// One member of a consumer group. A thread of its own polls Kafka, so that a caller who works long on a batch neither
/// loses its partitions nor holds up a rebalance; it reads ahead a little and pauses when its caller does not follow.
/// </summary>
internal sealed class KafkaReader : IAsyncDisposable
{
    private const long MaxBytesAhead = 16 << 20;
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(100);
    // A full reader first waits this long for its caller, because pausing throws away what was fetched
    private static readonly TimeSpan PauseAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CommitRetry = TimeSpan.FromMilliseconds(100);

    private readonly KafkaOptions options;
    private readonly KafkaFaults faults;
    private readonly ILogger logger;
    private readonly string topic;
    private readonly string group;
    private readonly int batchSize;
    private readonly ReaderShare share;
    private readonly ReadBuffer buffer = new();
    // Held by a commit under way; a revocation waits for it, so that the next owner begins after what was committed
    private readonly Lock committing = new();
    private readonly Channel<bool> arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly AutoResetEvent room = new(false);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IConsumer<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> consumer;
    private volatile bool isStopping;
    private volatile Error? refusal;
    private bool isPaused;
    private bool isUnannounced;

    /// <exception cref="StorageException">The native library is missing, or refuses the options.</exception>
    public KafkaReader(KafkaOptions options, KafkaFaults faults, ILogger logger, string topic, string group, int batchSize)
    {
        (this.options, this.faults, this.logger, this.topic, this.group, this.batchSize) = (options, faults, logger, topic, group, batchSize);
        share = new ReaderShare(2 * batchSize, MaxBytesAhead);
        consumer = Build();
        new Thread(Run) { IsBackground = true, Name = $"Kafka {group}" }.Start();
    }

    /// <summary>Waits for the next records.</summary>
    /// <exception cref="StorageException">Reading cannot go on.</exception>
    public async ValueTask<StreamBatch> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (share.Take(batchSize) is { } batch)
            {
                room.Set();
                return new StreamBatch(batch.Records, token => CommitAsync(batch, token));
            }

            // It ends with the fault that ended the polling
            await arrivals.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
            arrivals.Reader.TryRead(out _);
        }
    }

    /// <summary>Leaves the group, so that others take over at once.</summary>
    public async ValueTask DisposeAsync()
    {
        isStopping = true;
        room.Set();
        if (await Task.WhenAny(ended.Task, Task.Delay(LeavePatience)).ConfigureAwait(false) != ended.Task)
        {
            KafkaLog.StillLeaving(logger, group, topic);
        }
    }

    private void Run()
    {
        try
        {
            consumer.Subscribe(topic);
            while (!isStopping)
            {
                Poll();
            }
        }
        catch (KafkaException fault)
        {
            arrivals.Writer.TryComplete(faults.Of(topic, $"group {group} cannot read on", fault.Error, fault));
        }
        catch (Exception fault)
        {
            // The caller is told; on this thread it would end the process
            arrivals.Writer.TryComplete(fault);
        }
        finally
        {
            Leave();
            ended.SetResult();
        }
    }

    private void Poll()
    {
        if (refusal is { } refused)
        {
            throw new KafkaException(refused);
        }

        if (share.IsFull ? !WaitForRoom() : isPaused)
        {
            SetPaused(share.IsFull);
        }
        else if (share.IsFull)
        {
            return;
        }

        var read = Consume(isUnannounced ? TimeSpan.Zero : PollWait);
        if (read is not null)
        {
            share.Add(buffer.Add(read));
            isUnannounced = true;
        }

        // Once a batch is whole or nothing more is at hand: many small batches would cost the caller as many commits
        if (isUnannounced && (read is null || share.Count >= batchSize))
        {
            arrivals.Writer.TryWrite(true);
            isUnannounced = false;
        }
    }

    private bool WaitForRoom() => !isPaused && room.WaitOne(PauseAfter);

    private void SetPaused(bool paused)
    {
        // Also when it is paused already, for partitions that came since
        var assignment = consumer.Assignment;
        if (paused)
        {
            consumer.Pause(assignment);
        }
        else
        {
            consumer.Resume(assignment);
        }

        isPaused = paused;
    }

    private ConsumeResult<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? Consume(TimeSpan wait)
    {
        try
        {
            return consumer.Consume(wait);
        }
        catch (ConsumeException fault) when (!fault.Error.IsFatal && !KafkaErrors.EndsReading(fault.Error.Code))
        {
            faults.Note(fault.Error);
            KafkaLog.Trouble(logger, fault.Error.Code, fault.Error.Reason);
            return null;
        }
    }

    private async Task CommitAsync(ReadBatch batch, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await Task.Run(() => TryCommit(batch), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false) is { } fault)
        {
            if (!KafkaErrors.CommitPasses(fault.Error.Code) || TimeProvider.System.GetElapsedTime(began) > options.DeliveryTimeout)
            {
                throw faults.Of(topic, $"group {group} cannot commit", fault.Error, fault);
            }

            await Task.Delay(CommitRetry, cancellationToken).ConfigureAwait(false);
        }
    }

    private KafkaException? TryCommit(ReadBatch batch)
    {
        lock (committing)
        {
            var (due, lost) = share.Committable(batch);
            try
            {
                if (due.Count > 0)
                {
                    consumer.Commit(due.Select(one => new TopicPartitionOffset(topic, one.Partition, one.Next)));
                    share.Committed(due);
                }
            }
            catch (KafkaException fault)
            {
                return KafkaErrors.OfCommit(fault);
            }

            if (lost.Count > 0)
            {
                KafkaLog.NotCommitted(logger, group, topic, lost);
            }

            return null;
        }
    }

    private void Leave()
    {
        try
        {
            consumer.Close();
        }
        catch (KafkaException fault)
        {
            KafkaLog.Trouble(logger, fault.Error.Code, fault.Error.Reason);
        }

        lock (committing)
        {
            share.Revoke(share.Partitions);
            consumer.Dispose();
        }
    }

    private void OnRevoked(IReadOnlyCollection<int> partitions)
    {
        lock (committing)
        {
            share.Revoke(partitions);
        }

        KafkaLog.Revoked(logger, group, topic, partitions);
    }

    private void OnAssigned(IReadOnlyCollection<int> partitions)
    {
        share.Assign(partitions);
        KafkaLog.Assigned(logger, group, topic, partitions);
    }

    private void OnError(Error error)
    {
        faults.Note(error);
        KafkaLog.Trouble(logger, error.Code, error.Reason);
        if (KafkaFaults.IsRefusal(error))
        {
            refusal = error;
        }
    }

    private IConsumer<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> Build()
    {
        try
        {
            return new ConsumerBuilder<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>(KafkaConfiguration.Consumer(options, group))
                .SetKeyDeserializer(new ReadBuffer.Lending())
                .SetValueDeserializer(new ReadBuffer.Lending())
                .SetPartitionsAssignedHandler((_, partitions) => OnAssigned(partitions.ConvertAll(one => one.Partition.Value)))
                .SetPartitionsRevokedHandler((_, partitions) => OnRevoked(partitions.ConvertAll(one => one.Partition.Value)))
                .SetPartitionsLostHandler((_, partitions) => OnRevoked(partitions.ConvertAll(one => one.Partition.Value)))
                .SetErrorHandler((_, error) => OnError(error))
                .SetLogHandler((_, line) => KafkaLog.Library(logger, line))
                .Build();
        }
        catch (Exception fault) when (KafkaErrors.IsOfStart(fault))
        {
            throw faults.OfStart(fault);
        }
    }
}
