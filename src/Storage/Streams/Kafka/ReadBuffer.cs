using System.Buffers;
using Confluent.Kafka;

namespace Notify.Storage.Streams.Kafka;

/// <summary>
/// Where a reader keeps the bytes of the records it has read: in a few arrays, each of which goes when the last of its
/// records does. A record as librdkafka's client gives it is ten objects, and tens of thousands of records may wait.
/// </summary>
internal sealed class ReadBuffer
{
    private const int ArrayBytes = 256 * 1024;
    // What most records fit into. One that does not makes its array grow, and is the last in it
    private const int Room = 4 * 1024;

    private ArrayBufferWriter<byte> array = new(ArrayBytes);

    /// <summary>Keeps a record.</summary>
    public PackedRecord Add(ConsumeResult<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> read)
    {
        if (array.WrittenCount > ArrayBytes - Room)
        {
            array = new ArrayBufferWriter<byte>(ArrayBytes);
        }

        var start = array.WrittenCount;
        KafkaRecord.Pack(array, read.Message);
        return new PackedRecord(array.WrittenMemory[start..], new StreamPosition(read.Partition.Value, read.Offset.Value));
    }

    /// <summary>Lends the bytes of a key or a value until the next one is read.</summary>
    public sealed class Lending : IDeserializer<ReadOnlyMemory<byte>>
    {
        private byte[] bytes = new byte[1024];

        public ReadOnlyMemory<byte> Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            if (bytes.Length < data.Length)
            {
                bytes = new byte[data.Length];
            }

            data.CopyTo(bytes);
            return bytes.AsMemory(0, data.Length);
        }
    }
}
