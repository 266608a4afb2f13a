using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;

namespace Notify.Storage.Streams.Kafka;

/// <summary>
/// A stream record as Kafka carries it: key and headers in UTF-8. What other producers may send and this port cannot
/// say is read as its nearest: no key or value as an empty one, a header given twice as its last.
/// </summary>
internal static class KafkaRecord
{
    // What a record weighs beside its bytes, in librdkafka and here
    private const int Overhead = 256;

    /// <summary>About how much memory a record takes while it is sent.</summary>
    public static long SizeOf(StreamRecord record)
    {
        long size = Overhead + record.Key.Length + record.Value.Length;
        if (record.Headers is { } headers)
        {
            foreach (var (name, value) in headers)
            {
                size += name.Length + value.Length;
            }
        }

        return size;
    }

    public static Message<byte[], byte[]> ToMessage(StreamRecord record)
    {
        var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(record.Key), Value = BytesOf(record.Value) };
        if (record.Headers is { Count: > 0 } headers)
        {
            message.Headers = [];
            foreach (var (name, value) in headers)
            {
                message.Headers.Add(name, Encoding.UTF8.GetBytes(value));
            }
        }

        return message;
    }

    /// <summary>Writes a record that was read as <see cref="RecordFormat"/> has it.</summary>
    public static void Pack(IBufferWriter<byte> buffer, Message<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> message)
    {
        RecordFormat.WriteKey(buffer, message.Key.Span);
        RecordFormat.WriteNumber(buffer, message.Headers?.Count ?? 0);
        for (var i = 0; i < (message.Headers?.Count ?? 0); i++)
        {
            RecordFormat.WriteText(buffer, message.Headers![i].Key);
            RecordFormat.WriteBytes(buffer, message.Headers[i].GetValueBytes());
        }

        RecordFormat.WriteBytes(buffer, message.Value.Span);
    }

    // librdkafka copies what it is given before Produce returns, so a whole array can be lent to it
    private static byte[] BytesOf(ReadOnlyMemory<byte> value) =>
        MemoryMarshal.TryGetArray(value, out var part) && part.Offset == 0 && part.Count == part.Array!.Length ? part.Array : value.ToArray();
}
