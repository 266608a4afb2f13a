namespace Temporalio.Runtime;

/// <summary>
/// What clients and workers of a process share. This managed implementation needs no threads of its own, so a runtime
/// only carries its options.
/// </summary>
public sealed class TemporalRuntime
{
    private static readonly Lazy<TemporalRuntime> LazyDefault = new(() => new(new()));

    /// <param name="options">Options of the runtime.</param>
    public TemporalRuntime(TemporalRuntimeOptions options) => Options = (TemporalRuntimeOptions)options.Clone();

    /// <summary>The runtime of everything that names no other.</summary>
    public static TemporalRuntime Default => LazyDefault.Value;

    internal TemporalRuntimeOptions Options { get; }
}
