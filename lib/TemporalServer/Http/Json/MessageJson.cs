using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace TemporalServer.Http.Json;

/// <summary>
/// Reads messages from JSON: proto3 JSON, and what clients of Temporal send besides: field names in either spelling, null
/// for what is left out, and short enum names. Unlike protobuf's own reader it tells where a fault stands.
/// </summary>
internal static class MessageJson
{
    /// <summary>Sets a message's fields from a JSON object; those that it leaves out stay.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT, naming the field.</exception>
    public static void Merge(IMessage message, JsonElement json, FieldPath? path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            (path ?? new FieldPath(null, "body")).Refuse($"a {message.Descriptor.Name} is a JSON object, not {NameOf(json)}");
        }

        var seen = new HashSet<FieldDescriptor>();
        foreach (var member in json.EnumerateObject())
        {
            var name = Text.NameOf(member, path);
            var here = FieldPath.Of(path, Excerpt.Of(name));
            if (!FieldNames.TryFind(message.Descriptor, name, out var field))
            {
                here.Refuse($"{message.Descriptor.Name} has no such field");
            }

            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            RefuseRepeats(field, seen, here);
            Set(message, field, member.Value, here);
        }
    }

    private static void RefuseRepeats(FieldDescriptor field, HashSet<FieldDescriptor> seen, FieldPath path)
    {
        if (!seen.Add(field))
        {
            path.Refuse("the field is given twice");
        }

        if (field.RealContainingOneof is { } oneof && oneof.Fields.FirstOrDefault(other => other != field && seen.Contains(other)) is { } rival)
        {
            path.Refuse($"it excludes {rival.JsonName}, which is given too");
        }
    }

    private static void Set(IMessage message, FieldDescriptor field, JsonElement json, FieldPath path)
    {
        if (field.IsMap)
        {
            SetEntries(message, field, json, path);
        }
        else if (field.IsRepeated)
        {
            AddElements(message, field, json, path);
        }
        else if (field.FieldType == FieldType.Message && !WellKnownJson.Has(field.MessageType) && field.Accessor.GetValue(message) is IMessage existing)
        {
            Merge(existing, json, path);
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, json, path));
        }
    }

    private static void SetEntries(IMessage message, FieldDescriptor field, JsonElement json, FieldPath path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            path.Refuse($"a map is a JSON object, not {NameOf(json)}");
        }

        var (keys, values) = (field.MessageType.Fields[1], field.MessageType.Fields[2]);
        var map = (IDictionary)field.Accessor.GetValue(message);
        foreach (var entry in json.EnumerateObject().Where(static entry => entry.Value.ValueKind != JsonValueKind.Null))
        {
            var name = Text.NameOf(entry, path);
            var here = path.At(name);
            map[ScalarText.Parse(keys, name, here)] = Value(values, entry.Value, here);
        }
    }

    private static void AddElements(IMessage message, FieldDescriptor field, JsonElement json, FieldPath path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            path.Refuse($"a list is a JSON array, not {NameOf(json)}");
        }

        var list = (IList)field.Accessor.GetValue(message);
        foreach (var element in json.EnumerateArray())
        {
            var here = path.At(list.Count);
            if (element.ValueKind == JsonValueKind.Null)
            {
                here.Refuse("a list holds no null");
            }

            list.Add(Value(field, element, here));
        }
    }

    private static object Value(FieldDescriptor field, JsonElement json, FieldPath path)
    {
        if (field.FieldType == FieldType.Message)
        {
            if (WellKnownJson.Has(field.MessageType))
            {
                return WellKnownJson.Parse(field, json.GetRawText(), path);
            }

            var message = field.MessageType.Parser.ParseFrom(ByteString.Empty);
            Merge(message, json, path);
            return message;
        }

        return json.ValueKind switch
        {
            JsonValueKind.String => ScalarText.Parse(field, Text.Of(json, path), path),
            JsonValueKind.Number when IsNumeric(field) => ScalarText.Parse(field, json.GetRawText(), path),
            JsonValueKind.True or JsonValueKind.False when field.FieldType == FieldType.Bool => json.GetBoolean(),
            _ => Mismatch(field, json, path),
        };
    }

    private static object Mismatch(FieldDescriptor field, JsonElement json, FieldPath path)
    {
        path.Refuse($"{NameOf(json)} is no {ScalarText.NameOf(field)}");
        return null;
    }

    private static bool IsNumeric(FieldDescriptor field) => field.FieldType is not (FieldType.String or FieldType.Bytes or FieldType.Bool);

    private static string NameOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
