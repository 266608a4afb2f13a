using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>json/plain</c>: System.Text.Json. Takes every value.</summary>
/// <param name="serializerOptions">How to write and read JSON.</param>
public sealed class JsonPlainConverter(JsonSerializerOptions serializerOptions) : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/plain");

    /// <inheritdoc/>
    public string Encoding => "json/plain";

    /// <inheritdoc/>
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, value?.GetType() ?? typeof(object), serializerOptions);
        payload = new()
        {
            Metadata = { ["encoding"] = EncodingBytes },
            Data = UnsafeByteOperations.UnsafeWrap(json),
        };
        return true;
    }

    /// <inheritdoc/>
    public object? ToValue(Payload payload, Type type) =>
        JsonSerializer.Deserialize(payload.Data.Span, type, serializerOptions);
}
