namespace Temporalio.Runtime;

/// <summary>Options of <see cref="TemporalRuntime"/>.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
