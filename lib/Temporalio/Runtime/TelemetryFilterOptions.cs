using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Which of the SDK's own logs are kept.</summary>
public class TelemetryFilterOptions : ICloneable
{
    private const string Core = "temporal_sdk_core=";

    /// <param name="filterString">Levels by component: <c>ERROR,temporal_sdk_core=WARN</c>.</param>
    public TelemetryFilterOptions(string filterString) => FilterString = filterString;

    /// <param name="core">Least level of the SDK's own logs.</param>
    /// <param name="other">Least level of what the SDK is built on.</param>
    public TelemetryFilterOptions(Level core = Level.Warn, Level other = Level.Error)
    {
        var level = core.ToString().ToUpperInvariant();
        FilterString = $"{other.ToString().ToUpperInvariant()},{Core}{level},temporal_client={level},temporal_sdk={level}";
    }

    /// <summary>Levels of logs.</summary>
    public enum Level
    {
        /// <summary>Everything.</summary>
        Trace,

        /// <summary>What helps to find faults.</summary>
        Debug,

        /// <summary>What happens.</summary>
        Info,

        /// <summary>What may be wrong.</summary>
        Warn,

        /// <summary>What is wrong.</summary>
        Error,
    }

    /// <summary>Levels by component; the one of <c>temporal_sdk_core</c>, else the first without a component, counts.</summary>
    public string? FilterString { get; set; }

    /// <summary>The least level kept.</summary>
    internal LogLevel Least
    {
        get
        {
            var parts = (FilterString ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var level = parts.FirstOrDefault(part => part.StartsWith(Core, StringComparison.Ordinal))?[Core.Length..]
                ?? parts.FirstOrDefault(part => !part.Contains('=', StringComparison.Ordinal));
            return Enum.TryParse<Level>(level, ignoreCase: true, out var parsed)
                ? LogLevel.Trace + (int)parsed
                : LogLevel.Warning;
        }
    }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
