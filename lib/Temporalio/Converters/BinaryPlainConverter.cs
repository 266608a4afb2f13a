using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/plain</c>: byte arrays as they are.</summary>
public sealed class BinaryPlainConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/plain");

    /// <inheritdoc/>
    public string Encoding => "binary/plain";

    /// <inheritdoc/>
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is byte[] bytes
            ? new() { Metadata = { ["encoding"] = EncodingBytes }, Data = ByteString.CopyFrom(bytes) }
            : null;
        return payload is not null;
    }

    /// <inheritdoc/>
    public object? ToValue(Payload payload, Type type) => type.IsAssignableFrom(typeof(byte[]))
        ? payload.Data.ToByteArray()
        : throw new ArgumentException($"Payload is binary/plain, which is byte[], not {type}.");
}
