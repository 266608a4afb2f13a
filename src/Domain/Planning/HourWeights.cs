using System.Collections.Immutable;
using Notify.Domain.Customers;

namespace Notify.Domain.Planning;

/// <summary>How much better or worse than an average hour a local time of day is for one customer; 1 is average.</summary>
public sealed class HourWeights
{
    // A shop's ordinary day, used where a customer's own hours are not known: little at night, lunch, a peak in the evening.
    private static readonly ImmutableArray<double> OrdinaryDay = Normalise(
        [2, 1, 1, 1, 1, 2, 3, 5, 8, 10, 11, 11, 12, 11, 10, 10, 11, 12, 14, 16, 16, 12, 7, 4]);

    // A customer who bought twice, both times at noon, is not twelve times as likely to click then
    private const double MaxWeight = 2;

    private readonly double[] byHour;
    private readonly IReadOnlyList<TimeOnly> preferred;
    private readonly double boost;
    private readonly int reachMinutes;

    private HourWeights(double[] byHour, IReadOnlyList<TimeOnly> preferred, PlanningPolicy policy)
    {
        this.byHour = byHour;
        this.preferred = preferred;
        boost = policy.PreferredTimeBoost;
        reachMinutes = policy.PreferredTimeReachMinutes;
    }

    /// <param name="hourlyActivity">24 shares by local hour, or empty; see <see cref="PlanRequest.HourlyActivity"/>.</param>
    /// <param name="preferences">Whose preferred times count; null for none.</param>
    /// <param name="policy">How much activity and preferred times count.</param>
    /// <exception cref="ArgumentException">Neither 0 nor 24 numbers, or one that is negative or not finite.</exception>
    public static HourWeights Of(IReadOnlyList<double> hourlyActivity, UserPreferences? preferences, PlanningPolicy policy)
    {
        if (hourlyActivity.Count is not (0 or 24))
        {
            throw new ArgumentException($"Hourly activity has {hourlyActivity.Count} numbers; give 24, or none when nothing is known.", nameof(hourlyActivity));
        }

        var sum = 0.0;
        for (var hour = 0; hour < hourlyActivity.Count; hour++)
        {
            var share = hourlyActivity[hour];
            if (!double.IsFinite(share) || share < 0)
            {
                throw new ArgumentException($"Hourly activity of hour {hour} is {share}; shares are finite and not negative.", nameof(hourlyActivity));
            }

            sum += share;
        }

        var byHour = new double[24];
        var trust = sum > 0 ? policy.ActivityTrust : 0;
        for (var hour = 0; hour < 24; hour++)
        {
            var own = sum > 0 ? 24 * hourlyActivity[hour] / sum : 0;
            byHour[hour] = Math.Min(MaxWeight, ((1 - trust) * OrdinaryDay[hour]) + (trust * own));
        }

        return new HourWeights(byHour, preferences?.PreferredTimes ?? [], policy);
    }

    /// <summary>The weight of a local time of day; not negative.</summary>
    public double At(TimeOnly local)
    {
        var weight = byHour[local.Hour];
        return IsPreferred(local) ? weight * boost : weight;
    }

    private bool IsPreferred(TimeOnly local)
    {
        foreach (var time in preferred)
        {
            var apart = (local - time).TotalMinutes;
            if (Math.Min(apart, (24 * 60) - apart) <= reachMinutes)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<double> Normalise(ImmutableArray<double> day)
    {
        var mean = day.Sum() / day.Length;
        return [.. day.Select(hour => hour / mean)];
    }
}
