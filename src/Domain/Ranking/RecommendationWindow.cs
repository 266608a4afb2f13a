namespace Notify.Domain.Ranking;

/// <summary>When a recommended campaign may be sent, in the customer's local time.</summary>
/// <param name="StartDate">First local date.</param>
/// <param name="EndDate">Last local date.</param>
/// <param name="DailyFrom">Local time of day from which it may be sent; null for the start of the day.</param>
/// <param name="DailyUntil">Local time of day until which it may be sent, exclusive; null for the end of the day.</param>
public sealed record RecommendationWindow(DateOnly StartDate, DateOnly EndDate, TimeOnly? DailyFrom, TimeOnly? DailyUntil);
