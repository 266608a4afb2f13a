using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>
/// The wire form of search attributes: JSON with the indexed type beside it. Never through a user's converter or
/// codec, because the server has to read them.
/// </summary>
internal static class SearchAttributePayloads
{
    private static readonly ByteString JsonPlain = ByteString.CopyFromUtf8("json/plain");
    private static readonly ByteString Null = ByteString.CopyFromUtf8("null");

    internal static Payload ToPayload(SearchAttributeKey key, object? value)
    {
        var data = value switch
        {
            null => Null,
            DateTimeOffset time => Json(time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
            _ => Json(value),
        };
        return new()
        {
            Metadata =
            {
                ["encoding"] = JsonPlain,
                ["type"] = ByteString.CopyFromUtf8(key.ValueType.ToString()),
            },
            Data = data,
        };
    }

    /// <summary>The attribute in a payload; null when it is unset, or of a type this SDK does not know.</summary>
    internal static (SearchAttributeKey Key, object Value)? FromPayload(string name, Payload payload)
    {
        if (!payload.Metadata.TryGetValue("type", out var typeName)
            || !TryParseType(typeName.ToStringUtf8(), out var type)
            || payload.Data.IsEmpty)
        {
            return null;
        }

        var key = SearchAttributeKey.Create(name, type);
        using var json = JsonDocument.Parse(payload.Data.Memory);
        var element = json.RootElement;
        if (element.ValueKind == JsonValueKind.Array && type != IndexedValueType.KeywordList)
        {
            // The server keeps older multi-valued attributes as lists; one element is the value itself
            if (element.GetArrayLength() != 1)
            {
                return null;
            }

            element = element[0];
        }

        return element.ValueKind == JsonValueKind.Null ? null : (key, Read(element, type));
    }

    private static bool TryParseType(string name, out IndexedValueType type)
    {
        var simple = name.StartsWith("INDEXED_VALUE_TYPE_", StringComparison.Ordinal)
            ? name["INDEXED_VALUE_TYPE_".Length..].Replace("_", string.Empty, StringComparison.Ordinal)
            : name;
        return Enum.TryParse(simple, ignoreCase: true, out type) && type != IndexedValueType.Unspecified;
    }

    private static object Read(JsonElement element, IndexedValueType type) => type switch
    {
        IndexedValueType.Bool => element.GetBoolean(),
        IndexedValueType.Datetime => element.GetDateTimeOffset(),
        IndexedValueType.Double => element.GetDouble(),
        IndexedValueType.Int => element.GetInt64(),
        IndexedValueType.KeywordList => ReadList(element),
        _ => element.GetString()!,
    };

    private static string[] ReadList(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(item => item.GetString()!)]
        : [element.GetString()!];

    private static ByteString Json(object value) =>
        UnsafeByteOperations.UnsafeWrap(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType()));
}
