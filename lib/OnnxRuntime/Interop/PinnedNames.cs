using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>Zero-terminated names that stay where they are during a call.</summary>
internal readonly ref struct PinnedNames
{
    private readonly GCHandle[] pins;

    public PinnedNames(IEnumerable<byte[]> names)
    {
        pins = [.. names.ToArray().Select(name => GCHandle.Alloc(name, GCHandleType.Pinned))];
        Pointers = Array.ConvertAll(pins, pin => pin.AddrOfPinnedObject());
    }

    public nint[] Pointers { get; }

    public void Dispose()
    {
        foreach (var pin in pins)
        {
            pin.Free();
        }
    }
}
