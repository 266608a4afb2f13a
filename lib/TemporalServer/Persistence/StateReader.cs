using System.Text;
using Google.Protobuf;

namespace TemporalServer.Persistence;

/// <summary>Reads what <see cref="StateWriter"/> wrote, in the same order.</summary>
internal sealed class StateReader(byte[] data)
{
    private int position;

    public long Long()
    {
        ulong bits = 0;
        var shift = 0;
        byte part;
        do
        {
            part = data[position++];
            bits |= (ulong)(part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);

        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    public int Int() => (int)Long();

    public bool Bool() => Long() != 0;

    public string Text()
    {
        var size = Int();
        var text = Encoding.UTF8.GetString(data, position, size);
        position += size;
        return text;
    }

    public T? Message<T>(MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        var size = Int();
        if (size < 0)
        {
            return null;
        }

        var message = parser.ParseFrom(data, position, size);
        position += size;
        return message;
    }
}
