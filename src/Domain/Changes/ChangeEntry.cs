namespace Notify.Domain.Changes;

/// <summary>One entry of the change log: rows of a base table that were written.</summary>
public sealed record ChangeEntry
{
    /// <summary>The base table, such as <c>notify_users</c>.</summary>
    public required string TableName { get; init; }

    /// <summary>Where it stands among the table's entries, as sixteen digits: 1, 2, 3, … without gaps.</summary>
    public required string Sequence { get; init; }

    /// <summary>One of <see cref="ChangeKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What changed: ids of users, products or campaigns, by table. Empty when the whole table did.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The bulk load that the whole table was written by; null for an entry that lists keys.</summary>
    public string? LoadId { get; init; }

    /// <summary>When it was written, UTC. Entries are ordered by their sequence, not by this.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What an entry of the change log says.</summary>
public static class ChangeKind
{
    /// <summary>The keys it lists changed.</summary>
    public const string Keys = "keys";

    /// <summary>A bulk load changed so much that any row may have changed.</summary>
    public const string Whole = "whole";
}
