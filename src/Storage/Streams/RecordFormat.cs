using System.Buffers;
using System.Text;

namespace Notify.Storage.Streams;

/// <summary>A record as bytes: what many records that wait, in a file or in memory, cost least as.</summary>
/// <remarks>
/// The length of the key plus one (0 for a record that was erased, of which nothing else is left), the key, the number of
/// headers, name and value of each, the value. Every length is a base-128 number, low bits first. Texts are UTF-8.
/// </remarks>
internal static class RecordFormat
{
    /// <summary>Writes a record.</summary>
    public static void Write(IBufferWriter<byte> buffer, StreamRecord record)
    {
        var length = Encoding.UTF8.GetByteCount(record.Key);
        WriteNumber(buffer, length + 1);
        WriteText(buffer, record.Key, length);
        WriteNumber(buffer, record.Headers?.Count ?? 0);
        if (record.Headers is { } headers)
        {
            foreach (var (name, value) in headers)
            {
                WriteText(buffer, name);
                WriteText(buffer, value);
            }
        }

        WriteBytes(buffer, record.Value.Span);
    }

    /// <summary>Writes the key of a record that is given piece by piece: after it the number of headers, each one's name and value, the record's value.</summary>
    public static void WriteKey(IBufferWriter<byte> buffer, ReadOnlySpan<byte> key)
    {
        WriteNumber(buffer, key.Length + 1);
        buffer.Write(key);
    }

    /// <summary>Writes bytes behind their length.</summary>
    public static void WriteBytes(IBufferWriter<byte> buffer, ReadOnlySpan<byte> bytes)
    {
        WriteNumber(buffer, bytes.Length);
        buffer.Write(bytes);
    }

    /// <summary>Writes a text behind its length.</summary>
    public static void WriteText(IBufferWriter<byte> buffer, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteNumber(buffer, length);
        WriteText(buffer, text, length);
    }

    /// <summary>Writes a number, 0 or more.</summary>
    public static void WriteNumber(IBufferWriter<byte> buffer, int number)
    {
        var span = buffer.GetSpan(5);
        var length = 0;
        for (var rest = (uint)number; ; rest >>= 7)
        {
            span[length++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
            {
                break;
            }
        }

        buffer.Advance(length);
    }

    /// <summary>Writes what keeps the place of a record that is erased.</summary>
    public static void WriteErased(IBufferWriter<byte> buffer) => WriteNumber(buffer, 0);

    /// <summary>Whether it is a record that was erased.</summary>
    public static bool IsErased(ReadOnlySpan<byte> record) => record[0] == 0;

    /// <summary>The bytes of each record of several that were written one after the other.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> records)
    {
        for (var start = 0; start < records.Length;)
        {
            var end = Skip(records.Span, start);
            yield return records[start..end];
            start = end;
        }
    }

    /// <summary>The record that was written, which was not erased. Its value remains where it is.</summary>
    public static StreamRecord Read(ReadOnlyMemory<byte> record, StreamPosition? position = null)
    {
        var bytes = record.Span;
        var at = 0;
        var key = ReadText(bytes, ReadNumber(bytes, ref at) - 1, ref at);
        var headers = at;
        SkipHeaders(bytes, ref at);
        var packed = record[headers..at];
        var size = ReadNumber(bytes, ref at);
        return new StreamRecord(key, record.Slice(at, size), RecordHeaders.Of(packed)) { Position = position };
    }

    /// <summary>The headers that were written, in their order.</summary>
    public static KeyValuePair<string, string>[] ReadHeaders(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        var headers = new KeyValuePair<string, string>[ReadNumber(bytes, ref at)];
        for (var i = 0; i < headers.Length; i++)
        {
            var name = ReadName(bytes, ref at);
            headers[i] = new(name, ReadText(bytes, ReadNumber(bytes, ref at), ref at));
        }

        return headers;
    }

    private static int Skip(ReadOnlySpan<byte> bytes, int at)
    {
        var length = ReadNumber(bytes, ref at);
        if (length > 0)
        {
            at += length - 1;
            SkipHeaders(bytes, ref at);
            length = ReadNumber(bytes, ref at);
            at += length;
        }

        return at;
    }

    private static void SkipHeaders(ReadOnlySpan<byte> bytes, ref int at)
    {
        for (var texts = 2 * ReadNumber(bytes, ref at); texts > 0; texts--)
        {
            var length = ReadNumber(bytes, ref at);
            at += length;
        }
    }

    private static string ReadName(ReadOnlySpan<byte> bytes, ref int at)
    {
        // The names that nearly every record has are not made anew each time
        var length = ReadNumber(bytes, ref at);
        var name = bytes.Slice(at, length);
        var known = name.SequenceEqual("event_id"u8) ? StreamHeaders.EventId : name.SequenceEqual("traceparent"u8) ? StreamHeaders.TraceParent : null;
        at += known is null ? 0 : length;
        return known ?? ReadText(bytes, length, ref at);
    }

    private static string ReadText(ReadOnlySpan<byte> bytes, int length, ref int at)
    {
        at += length;
        return Encoding.UTF8.GetString(bytes.Slice(at - length, length));
    }

    private static int ReadNumber(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var octet = bytes[at++];
            number |= (octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return number;
            }
        }
    }

    private static void WriteText(IBufferWriter<byte> buffer, string text, int length) =>
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(Math.Max(length, 1))));
}
