namespace Notify.Storage.Changes;

/// <summary>Bounds of the change log.</summary>
public sealed record ChangeLogOptions
{
    /// <summary>
    /// How long an entry stays at the least, even when every consumer has passed it. Default: 1 day. It must be longer
    /// than the longest append, because an append trusts that what it saw a moment ago has not been trimmed.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(1);
}
