using System.Buffers;
using System.Text;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>
/// Records of one partition that were appended together, as bytes: one row of the file holds many records, so that
/// neither appending nor reading pays for a row each.
/// </summary>
/// <remarks>
/// A record is: the length of its key plus one (0 for a record that was erased, of which nothing else is left), the key,
/// the number of headers, name and value of each, the value. Every length is a base-128 number, low bits first.
/// </remarks>
internal sealed class JournalBlock
{
    /// <summary>About how many bytes a block may grow to, so that a reader can stop within a large append.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly ArrayBufferWriter<byte> content = new(4096);

    /// <summary>Records in it, erased ones too.</summary>
    public int Records { get; private set; }

    public ReadOnlySpan<byte> Content => content.WrittenSpan;

    public void Add(StreamRecord record)
    {
        var length = Encoding.UTF8.GetByteCount(record.Key);
        Number(length + 1);
        Text(record.Key, length);
        Number(record.Headers?.Count ?? 0);
        if (record.Headers is { } headers)
        {
            foreach (var (name, value) in headers)
            {
                Text(name);
                Text(value);
            }
        }

        Number(record.Value.Length);
        content.Write(record.Value.Span);
        Records++;
    }

    /// <summary>Keeps the place of a record that is erased.</summary>
    public void AddErased()
    {
        Number(0);
        Records++;
    }

    /// <summary>The block's records; null for one that was erased.</summary>
    public static IEnumerable<StreamRecord?> Read(ReadOnlyMemory<byte> content)
    {
        for (var at = 0; at < content.Length;)
        {
            yield return ReadOne(content, ref at);
        }
    }

    private static StreamRecord? ReadOne(ReadOnlyMemory<byte> content, ref int at)
    {
        var bytes = content.Span;
        var length = Number(bytes, ref at);
        if (length == 0)
        {
            return null;
        }

        var key = Text(bytes, length - 1, ref at);
        var count = Number(bytes, ref at);
        var headers = count == 0 ? [] : new KeyValuePair<string, string>[count];
        for (var i = 0; i < count; i++)
        {
            var name = Name(bytes, ref at);
            headers[i] = new(name, Text(bytes, Number(bytes, ref at), ref at));
        }

        var size = Number(bytes, ref at);
        var value = content.Slice(at, size);
        at += size;
        return new StreamRecord(key, value, RecordHeaders.Of(headers));
    }

    private static string Name(ReadOnlySpan<byte> bytes, ref int at)
    {
        // The names that nearly every record has are not made anew each time.
        var length = Number(bytes, ref at);
        var name = bytes.Slice(at, length);
        var known = name.SequenceEqual("event_id"u8) ? "event_id" : name.SequenceEqual("traceparent"u8) ? "traceparent" : null;
        at += known is null ? 0 : length;
        return known ?? Text(bytes, length, ref at);
    }

    private static string Text(ReadOnlySpan<byte> bytes, int length, ref int at)
    {
        at += length;
        return Encoding.UTF8.GetString(bytes.Slice(at - length, length));
    }

    private static int Number(ReadOnlySpan<byte> bytes, ref int at)
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

    private void Number(int number)
    {
        var span = content.GetSpan(5);
        var length = 0;
        for (var rest = (uint)number; ; rest >>= 7)
        {
            span[length++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
            {
                break;
            }
        }

        content.Advance(length);
    }

    private void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Text(text, length);
    }

    private void Text(string text, int length) => content.Advance(Encoding.UTF8.GetBytes(text, content.GetSpan(Math.Max(length, 1))));
}
