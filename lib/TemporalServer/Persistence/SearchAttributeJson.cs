using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace TemporalServer.Persistence;

/// <summary>
/// Search attributes as one JSON object, so that SQL can filter on them: names to JSON values exactly as the payloads
/// hold them, but times as UTC ticks, which compare as numbers, and a list of one as its element where the type is
/// no list, as SDKs without types send it; a payload that is no JSON is left out.
/// </summary>
internal static class SearchAttributeJson
{
    private static readonly ByteString Datetime = ByteString.CopyFromUtf8("Datetime");
    private static readonly ByteString KeywordList = ByteString.CopyFromUtf8("KeywordList");

    public static string Write(SearchAttributes attributes)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, payload) in attributes.IndexedFields)
            {
                WriteValue(writer, name, payload);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, Payload payload)
    {
        if (!payload.Metadata.TryGetValue("type", out var type))
        {
            type = ByteString.Empty;
        }

        using var document = TryParse(payload);
        if (document?.RootElement is not { } value)
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Array && type != KeywordList)
        {
            if (value.GetArrayLength() != 1)
            {
                return;
            }

            value = value[0];
        }

        writer.WritePropertyName(name);
        if (type == Datetime && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time))
        {
            writer.WriteNumberValue(time.UtcTicks);
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static JsonDocument? TryParse(Payload payload)
    {
        try
        {
            return JsonDocument.Parse(payload.Data.Memory);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
