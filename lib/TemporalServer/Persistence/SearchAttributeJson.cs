using System.Text;
using System.Text.Json;
using Temporalio.Api.Common.V1;

namespace TemporalServer.Persistence;

/// <summary>
/// Search attributes as one JSON object, so that SQL can filter on them: names to JSON values exactly as the payloads
/// hold them; a payload that is no JSON is left out.
/// </summary>
internal static class SearchAttributeJson
{
    public static string Write(SearchAttributes attributes)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, payload) in attributes.IndexedFields)
            {
                if (IsJson(payload))
                {
                    writer.WritePropertyName(name);
                    writer.WriteRawValue(payload.Data.Span);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static bool IsJson(Payload payload)
    {
        var reader = new Utf8JsonReader(payload.Data.Span);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) && reader.BytesConsumed == payload.Data.Length && Release(document);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Release(JsonDocument document)
    {
        document.Dispose();
        return true;
    }
}
