using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/protobuf</c>: messages in their wire form.</summary>
public sealed class BinaryProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/protobuf");

    /// <inheritdoc/>
    public string Encoding => "binary/protobuf";

    /// <inheritdoc/>
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is IMessage message
            ? new()
            {
                Metadata =
                {
                    ["encoding"] = EncodingBytes,
                    ["messageType"] = ByteString.CopyFromUtf8(message.Descriptor.FullName),
                },
                Data = message.ToByteString(),
            }
            : null;
        return payload is not null;
    }

    /// <inheritdoc/>
    public object? ToValue(Payload payload, Type type) =>
        ProtoDescriptors.Get(type, Encoding).Parser.ParseFrom(payload.Data);
}
