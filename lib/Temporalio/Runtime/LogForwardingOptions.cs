using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Where the SDK's own logs go instead of the worker's loggers.</summary>
public class LogForwardingOptions : ICloneable
{
    /// <summary>Options without a logger; set <see cref="Logger"/>.</summary>
    public LogForwardingOptions()
    {
    }

    /// <param name="logger">Takes the logs.</param>
    public LogForwardingOptions(ILogger logger) => Logger = logger;

    /// <summary>Takes the logs. Required.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>Whether messages hold their values; they always do here. Default is true.</summary>
    public bool IncludeFields { get; set; } = true;

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
