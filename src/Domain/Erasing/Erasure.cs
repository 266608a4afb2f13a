namespace Notify.Domain.Erasing;

/// <summary>
/// One erasure: while it runs the only place that names the user, afterwards the audit record, which holds nothing
/// personal.
/// </summary>
public sealed record Erasure
{
    /// <summary>Random: it says nothing of the user.</summary>
    public required string ErasureId { get; init; }

    /// <summary>Whom to erase; blank once that is done.</summary>
    public required string UserId { get; init; }

    /// <summary>HMAC-SHA256 of the user id under the shop's salt, in hexadecimal digits.</summary>
    public required string UserHash { get; init; }

    /// <summary>Random; what stays of the user as bare numbers goes under names that follow from it. Blank once that is done.</summary>
    public string Secret { get; init; } = "";

    /// <summary>One of <see cref="ErasureStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Through what it was asked for, such as <c>api</c>.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>UTC; null while it runs.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Rows, records, objects and executions removed or rewritten, by where they were.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();
}

/// <summary>How far an erasure is.</summary>
public static class ErasureStatus
{
    public const string Running = "running";
    public const string Completed = "completed";
}
