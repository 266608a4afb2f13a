namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options of one run. The defaults are the only ones so far.</summary>
public sealed class RunOptions : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
