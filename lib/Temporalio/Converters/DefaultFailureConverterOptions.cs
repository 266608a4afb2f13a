namespace Temporalio.Converters;

/// <summary>Options of <see cref="DefaultFailureConverter"/>.</summary>
public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>
    /// Whether messages and stack traces go into a payload of their own, so that a codec can encrypt them. Default is
    /// false.
    /// </summary>
    public bool EncodeCommonAttributes { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
