namespace Temporalio.Client;

/// <summary>How calls to the server are retried.</summary>
public class RpcRetryOptions : ICloneable
{
    /// <summary>Backoff before the first retry. Default is 100 milliseconds.</summary>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Part of a backoff that is random. Default is 0.2.</summary>
    public float RandomizationFactor { get; set; } = 0.2f;

    /// <summary>What each backoff is multiplied by to get the next. Default is 1.5.</summary>
    public float Multiplier { get; set; } = 1.5f;

    /// <summary>Upper bound of a backoff. Default is five seconds.</summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time after which there is no further retry; null for no bound. Default is ten seconds.</summary>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Retries at most. Default is 10.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
