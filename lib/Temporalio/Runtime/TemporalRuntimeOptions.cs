namespace Temporalio.Runtime;

/// <summary>Options of <see cref="TemporalRuntime"/>.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    /// <summary>Options without metrics.</summary>
    public TemporalRuntimeOptions()
    {
    }

    /// <param name="telemetry">Logs and metrics.</param>
    public TemporalRuntimeOptions(TelemetryOptions telemetry) => Telemetry = telemetry;

    /// <summary>Logs and metrics.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (TemporalRuntimeOptions)MemberwiseClone();
        copy.Telemetry = (TelemetryOptions)Telemetry.Clone();
        return copy;
    }
}
