namespace Temporalio.Runtime;

/// <summary>What a runtime tells of itself.</summary>
public class TelemetryOptions : ICloneable
{
    /// <summary>Which of the SDK's own logs are kept, and where they go; null for all, to the worker's loggers.</summary>
    public LoggingOptions? Logging { get; set; } = new();

    /// <summary>Where metrics go; null for nowhere.</summary>
    public MetricsOptions? Metrics { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (TelemetryOptions)MemberwiseClone();
        copy.Logging = (LoggingOptions?)Logging?.Clone();
        copy.Metrics = (MetricsOptions?)Metrics?.Clone();
        return copy;
    }
}
