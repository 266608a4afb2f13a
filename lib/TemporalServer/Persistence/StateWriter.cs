using System.Text;
using Google.Protobuf;

namespace TemporalServer.Persistence;

/// <summary>Writes a run's state compactly: varints, length-prefixed text and messages. One buffer serves many states.</summary>
internal sealed class StateWriter
{
    private byte[] buffer = new byte[4096];
    private int length;

    public void Clear() => length = 0;

    public byte[] ToArray() => buffer.AsSpan(0, length).ToArray();

    public void Long(long value)
    {
        // Zigzag keeps small negative numbers short
        var bits = (ulong)((value << 1) ^ (value >> 63));
        var target = Reserve(10);
        var count = 0;
        while (bits >= 0x80)
        {
            target[count++] = (byte)(bits | 0x80);
            bits >>= 7;
        }

        target[count++] = (byte)bits;
        length += count;
    }

    public void Bool(bool value) => Long(value ? 1 : 0);

    public void Text(string? value)
    {
        value ??= string.Empty;
        var size = Encoding.UTF8.GetByteCount(value);
        Long(size);
        length += Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    public void Message(IMessage? message)
    {
        if (message is null)
        {
            Long(-1);
            return;
        }

        var size = message.CalculateSize();
        Long(size);
        message.WriteTo(Reserve(size)[..size]);
        length += size;
    }

    private Span<byte> Reserve(int size)
    {
        if (buffer.Length - length < size)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + size));
        }

        return buffer.AsSpan(length);
    }
}
