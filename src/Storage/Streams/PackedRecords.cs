using System.Collections;

namespace Notify.Storage.Streams;

/// <summary>A record that waits to be read, as bytes among those of many others: nothing for the garbage collector to follow.</summary>
/// <param name="Bytes">As <see cref="RecordFormat"/> writes it.</param>
/// <param name="Position">Where it stands.</param>
internal readonly record struct PackedRecord(ReadOnlyMemory<byte> Bytes, StreamPosition Position);

/// <summary>Records that are made each time they are asked for, so that the thousands of a batch do not live as long as the batch.</summary>
internal sealed class PackedRecords(IReadOnlyList<PackedRecord> records) : IReadOnlyList<StreamRecord>
{
    public int Count => records.Count;

    public StreamRecord this[int index] => Read(records[index]);

    public IEnumerator<StreamRecord> GetEnumerator() => records.Select(Read).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static StreamRecord Read(PackedRecord record) => RecordFormat.Read(record.Bytes, record.Position);
}
