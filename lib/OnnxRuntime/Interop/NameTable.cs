using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>Names of a session's inputs or outputs, zero-terminated in memory that never moves.</summary>
/// <param name="names">In the model's order.</param>
/// <param name="kind">What they name, for messages.</param>
internal sealed class NameTable(IReadOnlyList<string> names, string kind)
{
    private readonly Dictionary<string, byte[]> pinned = names.ToDictionary(name => name, Pin, StringComparer.Ordinal);

    /// <summary>Addresses that hold while the table lives.</summary>
    /// <exception cref="OnnxRuntimeException">The model has no such name.</exception>
    public nint[] Addresses(IReadOnlyCollection<string> wanted) => [.. wanted.Select(Address)];

    private static byte[] Pin(string name)
    {
        var text = OrtApi.Utf8(name);
        var memory = GC.AllocateUninitializedArray<byte>(text.Length, pinned: true);
        text.CopyTo(memory, 0);
        return memory;
    }

    private nint Address(string name) => pinned.TryGetValue(name, out var memory)
        ? Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0)
        : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The model has no {kind} '{name}'; it has {string.Join(", ", names)}.");
}
