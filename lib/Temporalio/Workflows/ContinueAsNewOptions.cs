using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How the next run differs; what is null stays as it is.</summary>
public class ContinueAsNewOptions : ICloneable
{
    /// <summary>Memo of the next run.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>How it is retried; null for the server's default.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Longest time of the next run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Where the next run runs.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Longest time of one workflow task.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Search attributes of the next run.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
