namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>Tensors that cannot be released during a call.</summary>
internal readonly ref struct PinnedValues
{
    private readonly List<OrtHandle> held;

    /// <exception cref="ObjectDisposedException">One has been disposed.</exception>
    public PinnedValues(IReadOnlyCollection<OrtValue> values)
    {
        held = new List<OrtHandle>(values.Count);
        try
        {
            foreach (var value in values)
            {
                var added = false;
                value.Handle.DangerousAddRef(ref added);
                held.Add(value.Handle);
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        Pointers = [.. held.Select(handle => handle.DangerousGetHandle())];
    }

    public nint[] Pointers { get; }

    public void Dispose() => held.ForEach(handle => handle.DangerousRelease());
}
