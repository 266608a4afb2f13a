using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.Reflection;

namespace TemporalServer.Http.Json;

/// <summary>Fields by the names they go by in JSON: <c>workflowId</c> and <c>workflow_id</c>.</summary>
internal static class FieldNames
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FrozenDictionary<string, FieldDescriptor>> Known = new();

    /// <summary>Finds a message's field by either name.</summary>
    public static bool TryFind(MessageDescriptor type, string name, [NotNullWhen(true)] out FieldDescriptor? field) =>
        Known.GetOrAdd(type, Index).TryGetValue(name, out field);

    private static FrozenDictionary<string, FieldDescriptor> Index(MessageDescriptor type)
    {
        var fields = new Dictionary<string, FieldDescriptor>(StringComparer.Ordinal);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            fields[field.Name] = field;
            fields[field.JsonName] = field;
        }

        return fields.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
