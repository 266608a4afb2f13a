namespace Notify.Domain.Ranking;

/// <summary>A stretch of time in which a recommendation is wanted.</summary>
/// <param name="From">UTC, inclusive.</param>
/// <param name="Until">UTC, exclusive; later than <paramref name="From"/>.</param>
public sealed record TimeWindow(DateTimeOffset From, DateTimeOffset Until);
