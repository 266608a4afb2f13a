using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace TemporalServer.Http.Json;

/// <summary>Sets a request's fields from text that names them, such as <c>execution.runId</c>.</summary>
internal static class FieldText
{
    /// <summary>Finds the message that holds a field, making those on the way, and the field.</summary>
    /// <returns>False when the request has no such field.</returns>
    public static bool TryFind(IMessage message, string name, [NotNullWhen(true)] out IMessage? holder, [NotNullWhen(true)] out FieldDescriptor? field)
    {
        (holder, field) = (null, null);
        var steps = Steps(message.Descriptor, name);
        if (steps is not [.. var outer, var last])
        {
            return false;
        }

        foreach (var step in outer)
        {
            if (step.Accessor.GetValue(message) is not IMessage inner)
            {
                inner = step.MessageType.Parser.ParseFrom(ByteString.Empty);
                step.Accessor.SetValue(message, inner);
            }

            message = inner;
        }

        (holder, field) = (message, last);
        return true;
    }

    /// <summary>Sets a field that is known to be there and to take text.</summary>
    public static void Set(IMessage message, string name, string text)
    {
        if (!TryFind(message, name, out var holder, out var field))
        {
            throw new ArgumentException($"{message.Descriptor.Name} has no field {name}", nameof(name));
        }

        field.Accessor.SetValue(holder, ScalarText.Parse(field, text, FieldPath.Of(null, name)));
    }

    private static List<FieldDescriptor>? Steps(MessageDescriptor type, string name)
    {
        var steps = new List<FieldDescriptor>();
        var parts = name.Split('.');
        foreach (var part in parts)
        {
            if (!FieldNames.TryFind(type, part, out var field))
            {
                return null;
            }

            steps.Add(field);
            if (steps.Count == parts.Length)
            {
                return steps;
            }

            if (field.FieldType != FieldType.Message || field.IsRepeated || field.IsMap)
            {
                return null;
            }

            type = field.MessageType;
        }

        return null;
    }
}
