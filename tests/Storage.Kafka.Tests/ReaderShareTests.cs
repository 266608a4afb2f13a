using System.Buffers;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

public sealed class ReaderShareTests
{
    private readonly ReaderShare share = new(capacity: 4, maxBytes: 1_000_000);

    public ReaderShareTests() => share.Assign([0, 1]);

    [Fact]
    public void Take_SeveralPartitions_OrdersByPartitionAndOffset()
    {
        share.Add(Record(1, 0));
        share.Add(Record(0, 7));
        share.Add(Record(1, 1));

        var batch = share.Take(10)!;

        Assert.Equal([(0, 7L), (1, 0L), (1, 1L)], batch.Records.Select(record => (record.Position!.Value.Partition, record.Position!.Value.Offset)));
        Assert.Equal([(0, 8L), (1, 2L)], Due(batch));
        Assert.Null(share.Take(10));
    }

    [Fact]
    public void Revoke_RecordsReadAhead_AreDropped()
    {
        share.Add(Record(0, 0));
        share.Add(Record(1, 0));

        share.Revoke([0]);
        share.Add(Record(0, 1));

        Assert.Equal([1], share.Take(10)!.Records.Select(record => record.Position!.Value.Partition));
    }

    [Fact]
    public void Committable_PartitionLostSince_IsLeftOut()
    {
        share.Add(Record(0, 0));
        share.Add(Record(1, 0));
        var batch = share.Take(10)!;

        share.Revoke([0]);

        Assert.Equal([(1, 1L)], Due(batch));
        Assert.Equal([0], share.Committable(batch).Lost);
    }

    [Fact]
    public void Committable_PartitionLostAndWonBack_IsLeftOut()
    {
        share.Add(Record(0, 0));
        var batch = share.Take(10)!;

        share.Revoke([0]);
        share.Assign([0]);

        Assert.Empty(Due(batch));
        Assert.Equal([0], share.Committable(batch).Lost);
    }

    [Fact]
    public void Committable_YoungerBatchCommitted_HasNothingDue()
    {
        share.Add(Record(0, 0));
        var older = share.Take(1)!;
        share.Add(Record(0, 1));
        var younger = share.Take(1)!;

        share.Committed(share.Committable(younger).Due);

        Assert.Empty(Due(older));
        Assert.Empty(share.Committable(older).Lost);
    }

    [Fact]
    public void IsFull_ByCountOrByBytes_UntilSomeAreTaken()
    {
        Assert.False(share.IsFull);
        for (var offset = 0; offset < 4; offset++)
        {
            share.Add(Record(0, offset));
        }

        Assert.True(share.IsFull);
        share.Take(1);
        Assert.False(share.IsFull);

        share.Add(new PackedRecord(new byte[1_000_000], new StreamPosition(1, 0)));
        share.Take(3);
        Assert.True(share.IsFull);
        share.Take(1);
        Assert.False(share.IsFull);
    }

    private static PackedRecord Record(int partition, long offset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        RecordFormat.Write(buffer, TestKafka.Record("k", "v"));
        return new PackedRecord(buffer.WrittenMemory, new StreamPosition(partition, offset));
    }

    private IEnumerable<(int, long)> Due(ReadBatch batch) => share.Committable(batch).Due.Order();
}
