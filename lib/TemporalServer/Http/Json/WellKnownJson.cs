using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace TemporalServer.Http.Json;

/// <summary>Timestamps, durations and the other messages for which proto3 JSON has a form of its own.</summary>
internal static class WellKnownJson
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(ResponseJson.Registry));

    /// <summary>Whether a message has a form of its own.</summary>
    public static bool Has(MessageDescriptor type) => type.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal);

    /// <summary>Reads one from a query, where quotes are left out.</summary>
    public static object ParseText(FieldDescriptor field, string text, FieldPath path)
    {
        if (!Has(field.MessageType))
        {
            path.Refuse($"a parameter cannot be a {field.MessageType.Name}; name one of its fields");
        }

        return Parse(field, JsonSerializer.Serialize(text), path);
    }

    /// <summary>Reads one.</summary>
    /// <param name="field">What it is for.</param>
    /// <param name="json">Its JSON.</param>
    /// <param name="path">Where it stands.</param>
    /// <returns>In the type that the field's accessor takes: a wrapper is its value.</returns>
    public static object Parse(FieldDescriptor field, string json, FieldPath path)
    {
        try
        {
            var message = Parser.Parse(json, field.MessageType);
            return IsWrapper(field.MessageType) ? field.MessageType.Fields[1].Accessor.GetValue(message) : message;
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            path.Refuse($"{Excerpt.Of(json)} is no {field.MessageType.Name}{Example(field.MessageType)}");
            return null;
        }
    }

    private static bool IsWrapper(MessageDescriptor type) => type.File.Name == "google/protobuf/wrappers.proto";

    private static string Example(MessageDescriptor type) => type.Name switch
    {
        "Timestamp" => "; write it as \"2026-11-20T08:00:00Z\"",
        "Duration" => "; write it as \"90s\"",
        _ => string.Empty,
    };
}
