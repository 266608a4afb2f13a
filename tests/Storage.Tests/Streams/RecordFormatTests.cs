using System.Buffers;
using Notify.Storage.Streams;

namespace Notify.Storage.Tests.Streams;

public sealed class RecordFormatTests
{
    private static readonly StreamRecord[] Records =
    [
        new("", Array.Empty<byte>()),
        new("Zoë 🦊", new byte[] { 0, 1, 2 }),
        new("k", new byte[300], new Dictionary<string, string> { ["event_id"] = "e-1", ["traceparent"] = "", ["Größe"] = new string('ß', 200) }),
    ];

    [Fact]
    public void Split_RecordsOneAfterTheOther_GivesEachAsItWasWritten()
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var record in Records)
        {
            RecordFormat.Write(buffer, record);
            RecordFormat.WriteErased(buffer);
        }

        var parts = RecordFormat.Split(buffer.WrittenMemory).ToList();

        Assert.Equal([false, true, false, true, false, true], parts.Select(part => RecordFormat.IsErased(part.Span)));
        Assert.All(Records, (record, i) => AssertSame(record, RecordFormat.Read(parts[2 * i])));
    }

    [Fact]
    public void Write_PieceByPiece_GivesTheSameBytes()
    {
        var (whole, pieces) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());

        RecordFormat.Write(whole, new StreamRecord("k", new byte[] { 7 }, new Dictionary<string, string> { ["name"] = "v" }));
        RecordFormat.WriteKey(pieces, "k"u8);
        RecordFormat.WriteNumber(pieces, 1);
        RecordFormat.WriteText(pieces, "name");
        RecordFormat.WriteBytes(pieces, "v"u8);
        RecordFormat.WriteBytes(pieces, [7]);

        Assert.Equal(whole.WrittenSpan, pieces.WrittenSpan);
    }

    [Fact]
    public void PackedRecords_AskedTwice_GiveTheSameRecordsWithTheirPositions()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Array.ForEach(Records, record => RecordFormat.Write(buffer, record));
        PackedRecord[] packed = [.. RecordFormat.Split(buffer.WrittenMemory).Select((bytes, i) => new PackedRecord(bytes, new StreamPosition(1, i)))];

        var records = new PackedRecords(packed);

        Assert.Equal(3, records.Count);
        Assert.All(records, (record, i) => AssertSame(Records[i], record));
        Assert.Equal([0L, 1L, 2L], records.Select(record => record.Position!.Value.Offset));
        AssertSame(Records[2], records[2]);
    }

    private static void AssertSame(StreamRecord expected, StreamRecord record)
    {
        Assert.Equal(expected.Key, record.Key);
        Assert.Equal(expected.Value.ToArray(), record.Value.ToArray());
        Assert.Equal(Sorted(expected), Sorted(record));
    }

    private static IEnumerable<(string, string)> Sorted(StreamRecord record) =>
        (record.Headers ?? new Dictionary<string, string>()).Select(header => (header.Key, header.Value)).Order();
}
