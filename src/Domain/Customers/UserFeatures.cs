namespace Notify.Domain.Customers;

/// <summary>What a customer's purchases say about them.</summary>
public sealed record UserFeatures
{
    public required string UserId { get; init; }

    public required decimal AvgOrderValue { get; init; }

    public required int TotalOrders { get; init; }

    public required decimal TotalSpent { get; init; }

    /// <summary>Most bought article types, the most frequent first, at most five.</summary>
    public IReadOnlyList<string> TopArticleTypes { get; init; } = [];

    /// <summary>Most bought master categories, the most frequent first, at most three.</summary>
    public IReadOnlyList<string> TopMasterCategories { get; init; } = [];

    /// <summary>Whole days from sign-up to the moment the features were computed for.</summary>
    public required int DaysSinceSignup { get; init; }

    /// <summary>UTC; null for a customer without purchases.</summary>
    public DateTimeOffset? LastPurchaseDate { get; init; }

    /// <summary>Share of activity by local hour of day: 24 numbers that sum to 1, or all 0 without activity.</summary>
    public IReadOnlyList<double> HourlyActivity { get; init; } = [];
}
