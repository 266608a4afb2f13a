using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using TemporalServer.Visibility.Query;

namespace TemporalServer.Visibility;

/// <summary>Where a listing goes on: the place of the last row seen, bound to the query it belongs to.</summary>
internal static class PageToken
{
    /// <summary>Writes a token.</summary>
    public static ByteString Write(string @namespace, string query, IReadOnlyList<object> place)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Fingerprint(@namespace, query));
            foreach (var value in place)
            {
                JsonSerializer.Serialize(writer, value);
            }

            writer.WriteEndArray();
        }

        return ByteString.CopyFrom(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    /// <summary>Reads a token back; null for none.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: it is none, or another query's.</exception>
    public static List<object>? Read(ByteString token, string @namespace, string query, int keyCount)
    {
        if (token.IsEmpty)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(token.Memory);
            var values = json.RootElement.EnumerateArray().Select(Value).ToList();
            if (values.Count == keyCount + 1 && Fingerprint(@namespace, query).Equals(values[0]))
            {
                values.RemoveAt(0);
                return values;
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw Foreign();
        }

        throw Foreign();
    }

    private static object Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number when element.TryGetInt64(out var number) => number,
        JsonValueKind.Number => element.GetDouble(),
        _ => throw new FormatException(),
    };

    private static string Fingerprint(string @namespace, string query) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{@namespace}\n{query}")).AsSpan(0, 8));

    private static Temporalio.Transport.GrpcStatusException Foreign() => InvalidQuery.Because("the next page token was not issued for this query; start again without one");
}
