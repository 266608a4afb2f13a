namespace Temporalio.Client;

/// <summary>HTTP/2 pings that notice a dead connection.</summary>
public class KeepAliveOptions : ICloneable
{
    /// <summary>Time between pings. Default is 30 seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time within which a ping must be answered. Default is 15 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
