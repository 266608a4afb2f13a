namespace Notify.SampleData.Shoppers;

/// <summary>A row of user_preferences.csv; lists may be empty. A customer without a row has said nothing.</summary>
/// <param name="QuietStart">Local time at which quiet hours begin; null with <paramref name="QuietEnd"/> for none.</param>
/// <param name="MaxPerDay">Most notifications in a day; null for the shop's own limit.</param>
/// <param name="PreferredTimes">Local times.</param>
/// <param name="OptedOutAt">UTC; null while the customer has not opted out.</param>
public sealed record SamplePreferences(
    string UserId,
    IReadOnlyList<string> Channels,
    TimeOnly? QuietStart,
    TimeOnly? QuietEnd,
    int? MaxPerDay,
    IReadOnlyList<TimeOnly> PreferredTimes,
    IReadOnlyList<DateOnly> BlackoutDates,
    IReadOnlyList<string> MutedTypes,
    DateTime? OptedOutAt);
