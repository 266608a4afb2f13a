using System.Text.Json;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>
/// Tries encodings in order: null, byte arrays, protobuf messages as JSON, protobuf messages as bytes, and JSON for
/// everything else. Derive from it to choose other options for JSON.
/// </summary>
public class DefaultPayloadConverter : IPayloadConverter
{
    private readonly IEncodingConverter[] converters;
    private readonly Dictionary<string, IEncodingConverter> byEncoding;

    /// <summary>A converter with the default encodings.</summary>
    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    /// <param name="jsonSerializerOptions">How to write and read <c>json/plain</c>.</param>
    protected DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
        [
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions),
        ])
    {
    }

    /// <param name="encodingConverters">The encodings, the preferred one first.</param>
    protected DefaultPayloadConverter(IReadOnlyCollection<IEncodingConverter> encodingConverters)
    {
        converters = [.. encodingConverters];
        byEncoding = converters.ToDictionary(converter => converter.Encoding);
    }

    /// <summary>The encodings by name.</summary>
    protected IReadOnlyDictionary<string, IEncodingConverter> KeyedEncodingConverters => byEncoding;

    /// <summary>The encodings, the preferred one first.</summary>
    protected IReadOnlyCollection<IEncodingConverter> IndexedEncodingConverters => converters;

    /// <inheritdoc/>
    public virtual Payload ToPayload(object? value)
    {
        if (value is IRawValue raw)
        {
            return raw.Payload;
        }

        foreach (var converter in converters)
        {
            if (converter.TryToPayload(value, out var payload))
            {
                return payload;
            }
        }

        throw new ArgumentException($"No encoding takes a value of type {value?.GetType()}.");
    }

    /// <inheritdoc/>
    public virtual object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(IRawValue) || type == typeof(RawValue))
        {
            return new RawValue(payload);
        }

        if (!payload.Metadata.TryGetValue("encoding", out var bytes))
        {
            throw new ArgumentException("The payload has no encoding in its metadata.");
        }

        var encoding = bytes.ToStringUtf8();
        return byEncoding.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new ArgumentException(
                $"No converter for encoding {encoding}. Is a payload codec missing from the data converter?");
    }
}
