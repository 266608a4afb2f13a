using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/null</c>: no value.</summary>
public sealed class BinaryNullConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/null");

    /// <inheritdoc/>
    public string Encoding => "binary/null";

    /// <inheritdoc/>
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is null ? new() { Metadata = { ["encoding"] = EncodingBytes } } : null;
        return payload is not null;
    }

    /// <inheritdoc/>
    public object? ToValue(Payload payload, Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? throw new ArgumentException($"Payload is null, but {type} cannot be; take {type}? instead.")
            : null;
}
