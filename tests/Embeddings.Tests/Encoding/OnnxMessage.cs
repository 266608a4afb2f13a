using Google.Protobuf;

namespace Notify.Embeddings.Tests.Encoding;

/// <summary>One protobuf message under construction, field by field as <c>onnx.proto</c> numbers them.</summary>
internal sealed class OnnxMessage : IDisposable
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream output;

    public OnnxMessage() => output = new CodedOutputStream(bytes, leaveOpen: true);

    public OnnxMessage Number(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public OnnxMessage Text(int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
        return this;
    }

    public OnnxMessage Bytes(int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
        return this;
    }

    public OnnxMessage Message(int field, OnnxMessage value) => Bytes(field, value.ToArray());

    public byte[] ToArray()
    {
        output.Flush();
        return bytes.ToArray();
    }

    public void Dispose()
    {
        output.Dispose();
        bytes.Dispose();
    }
}
