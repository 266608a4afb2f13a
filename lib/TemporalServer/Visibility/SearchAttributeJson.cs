using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Visibility;

/// <summary>
/// The visibility table's JSON column: one member an attribute. Times are UTC ticks, so that they compare as numbers;
/// every other value is as in its payload.
/// </summary>
internal static class SearchAttributeJson
{
    /// <summary>Writes the column; null when there are no attributes.</summary>
    /// <param name="attributes">As clients and workflows set them.</param>
    /// <param name="typeOf">An attribute's registered type, asked where the payload does not name it.</param>
    public static string? Write(SearchAttributes? attributes, Func<string, IndexedValueType?> typeOf)
    {
        if (attributes is not { IndexedFields.Count: > 0 })
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        foreach (var (name, payload) in attributes.IndexedFields)
        {
            WriteMember(writer, name, payload, typeOf);
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, Payload payload, Func<string, IndexedValueType?> typeOf)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(payload.Data.Memory);
        }
        catch (JsonException)
        {
            // Not searchable; the attribute itself is kept with the execution
            return;
        }

        using (json)
        {
            if (json.RootElement.ValueKind == JsonValueKind.Null)
            {
                return;
            }

            writer.WritePropertyName(name);
            if (Type(payload, name, typeOf) == IndexedValueType.Datetime
                && json.RootElement.ValueKind == JsonValueKind.String && json.RootElement.TryGetDateTimeOffset(out var time))
            {
                writer.WriteNumberValue(time.UtcTicks);
            }
            else
            {
                json.RootElement.WriteTo(writer);
            }
        }
    }

    private static IndexedValueType? Type(Payload payload, string name, Func<string, IndexedValueType?> typeOf) =>
        payload.Metadata.TryGetValue("type", out var type) && Enum.TryParse<IndexedValueType>(type.ToStringUtf8(), ignoreCase: true, out var known)
            ? known
            : typeOf(name);
}
