namespace Temporalio.Runtime;

/// <summary>How metrics would be sent to an OpenTelemetry collector. Not supported by this implementation.</summary>
public class OpenTelemetryOptions : ICloneable
{
    /// <summary>Options without an address.</summary>
    public OpenTelemetryOptions()
    {
    }

    /// <param name="url">Address of the collector.</param>
    public OpenTelemetryOptions(string url)
        : this(new Uri(url))
    {
    }

    /// <param name="url">Address of the collector.</param>
    public OpenTelemetryOptions(Uri url) => Url = url;

    /// <summary>Address of the collector.</summary>
    public Uri? Url { get; set; }

    /// <summary>Headers of every call.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Headers { get; set; }

    /// <summary>Time between sendings.</summary>
    public TimeSpan? MetricsExportInterval { get; set; }

    /// <summary>Whether durations are in seconds.</summary>
    public bool UseSecondsForDuration { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
