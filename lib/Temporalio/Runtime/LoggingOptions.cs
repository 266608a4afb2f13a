namespace Temporalio.Runtime;

/// <summary>The SDK's own logs: failed polls, failed workflow tasks and the like.</summary>
public class LoggingOptions : ICloneable
{
    /// <summary>Warnings and worse.</summary>
    public LoggingOptions()
    {
    }

    /// <param name="filter">Which are kept.</param>
    public LoggingOptions(TelemetryFilterOptions filter) => Filter = filter;

    /// <summary>Which are kept.</summary>
    public TelemetryFilterOptions Filter { get; set; } = new();

    /// <summary>A logger of their own; null for the worker's.</summary>
    public LogForwardingOptions? Forwarding { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (LoggingOptions)MemberwiseClone();
        copy.Filter = (TelemetryFilterOptions)Filter.Clone();
        copy.Forwarding = (LogForwardingOptions?)Forwarding?.Clone();
        return copy;
    }
}
