using System.Buffers;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>A native object with the function that releases it. Calls in flight keep it, and the memory pinned for it, alive.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly OrtFunction release;
    private MemoryHandle pin;

    public OrtHandle(void* handle, OrtFunction release, MemoryHandle pin = default)
        : base(0, ownsHandle: true)
    {
        this.release = release;
        this.pin = pin;
        SetHandle((nint)handle);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(release, (void*)handle);
        pin.Dispose();
        return true;
    }
}
