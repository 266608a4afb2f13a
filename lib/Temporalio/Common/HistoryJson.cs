using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>
/// Older exports write enum values short and in Pascal case (<c>WorkflowExecutionStarted</c>), which proto3's JSON does
/// not know (<c>EVENT_TYPE_WORKFLOW_EXECUTION_STARTED</c>). This makes the former into the latter, by the descriptors.
/// </summary>
internal static class HistoryJson
{
    private static readonly ConcurrentDictionary<EnumDescriptor, Dictionary<string, string>> ShortNames = new();

    internal static JsonParser Parser { get; } = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <exception cref="System.Text.Json.JsonException">The text is no JSON.</exception>
    internal static string Normalize(string json)
    {
        if (JsonNode.Parse(json) is not JsonObject root)
        {
            throw new System.Text.Json.JsonException("It is not an object.");
        }

        Visit(root, History.Descriptor);
        return root.ToJsonString();
    }

    private static void Visit(JsonObject node, MessageDescriptor descriptor)
    {
        foreach (var (name, value) in node.ToArray())
        {
            var field = descriptor.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name || f.Name == name);
            if (field is null || value is null)
            {
                continue;
            }

            if (field.FieldType == FieldType.Enum)
            {
                node[name] = field.IsRepeated && value is JsonArray names
                    ? new JsonArray([.. names.Select(item => LongName(item, field.EnumType))])
                    : LongName(value, field.EnumType);
            }
            else if (field.FieldType == FieldType.Message)
            {
                VisitMessages(value, field);
            }
        }
    }

    private static void VisitMessages(JsonNode value, FieldDescriptor field)
    {
        switch (value)
        {
            case JsonArray items when field.IsRepeated:
                foreach (var item in items.OfType<JsonObject>())
                {
                    Visit(item, field.MessageType);
                }

                break;
            case JsonObject map when field.IsMap:
                var valueField = field.MessageType.FindFieldByNumber(2);
                foreach (var (_, item) in map)
                {
                    if (item is JsonObject message && valueField.FieldType == FieldType.Message)
                    {
                        Visit(message, valueField.MessageType);
                    }
                }

                break;
            case JsonObject message when field.MessageType.File.Package != "google.protobuf":
                Visit(message, field.MessageType);
                break;
        }
    }

    private static JsonNode? LongName(JsonNode? value, EnumDescriptor descriptor)
    {
        var names = ShortNames.GetOrAdd(descriptor, BuildShortNames);
        return value is JsonValue text && text.TryGetValue<string>(out var name) && names.TryGetValue(name, out var known)
            ? JsonValue.Create(known)
            : value?.DeepClone();
    }

    private static Dictionary<string, string> BuildShortNames(EnumDescriptor descriptor)
    {
        // All values of an enum share its name as their prefix: EVENT_TYPE_ of EventType
        var prefix = string.Concat(descriptor.Name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{c}" : $"{c}"))
            .ToUpperInvariant() + "_";
        var names = new Dictionary<string, string>();
        foreach (var value in descriptor.Values.Where(v => v.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var words = value.Name[prefix.Length..].Split('_');
            names[string.Concat(words.Select(w => Capitalize(w)))] = value.Name;
        }

        return names;
    }

#pragma warning disable CA1308 // It is the lower case that is wanted
    private static string Capitalize(string word) =>
        word.Length == 0 ? word : word[..1] + word[1..].ToLowerInvariant();
#pragma warning restore CA1308
}
