namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>Keeps a native object alive for as long as a call needs it, also when another thread disposes it meanwhile.</summary>
internal readonly ref struct HandleUse
{
    private readonly OrtHandle handle;

    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public HandleUse(OrtHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        this.handle = handle;
    }

    public unsafe void* Pointer => (void*)handle.DangerousGetHandle();

    public void Dispose() => handle.DangerousRelease();
}
