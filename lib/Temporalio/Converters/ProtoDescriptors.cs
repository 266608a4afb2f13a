using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Converters;

/// <summary>Descriptors of generated messages by their .NET type.</summary>
internal static class ProtoDescriptors
{
    private static readonly ConcurrentDictionary<Type, MessageDescriptor?> Known = new();

    /// <exception cref="ArgumentException">The type is no message.</exception>
    internal static MessageDescriptor Get(Type type, string encoding) =>
        Known.GetOrAdd(type, Find)
        ?? throw new ArgumentException($"Payload is {encoding}, which needs a protobuf message, not {type}.");

    private static MessageDescriptor? Find(Type type) => typeof(IMessage).IsAssignableFrom(type)
        ? type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as MessageDescriptor
        : null;
}
