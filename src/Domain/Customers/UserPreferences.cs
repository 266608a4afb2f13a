namespace Notify.Domain.Customers;

/// <summary>What a customer has said about being notified. What is null or empty falls back to the shop's policy.</summary>
public sealed record UserPreferences
{
    public required string UserId { get; init; }

    /// <summary>Channels the customer accepts, such as <c>inbox</c>; empty means every channel.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Local time at which quiet hours begin. They may pass midnight.</summary>
    public TimeOnly? QuietStart { get; init; }

    /// <summary>Local time at which quiet hours end (the first moment that is not quiet).</summary>
    public TimeOnly? QuietEnd { get; init; }

    /// <summary>The customer's own cap in any rolling 24 hours; never raises the shop's cap of five.</summary>
    public int? MaxPerDay { get; init; }

    /// <summary>Local times of day the customer likes to hear from the shop; a wish, not a rule.</summary>
    public IReadOnlyList<TimeOnly> PreferredTimes { get; init; } = [];

    /// <summary>Local dates on which nothing is sent.</summary>
    public IReadOnlyList<DateOnly> BlackoutDates { get; init; } = [];

    /// <summary>Notification types the customer has muted.</summary>
    public IReadOnlyList<string> MutedTypes { get; init; } = [];

    /// <summary>When the customer opted out of everything, UTC; null while they have not.</summary>
    public DateTimeOffset? OptedOutAt { get; init; }
}
