using NodaTime;
using Notify.Domain.Clickstream;
using Notify.Domain.Purchases;
using Notify.Domain.Time;

namespace Notify.Activities.Tests.Features.Independent;

/// <summary>At which local hours a customer is about.</summary>
internal static class HourlyActivity
{
    /// <summary>
    /// Shares of activity by local hour. A purchase at exactly midnight UTC came as a date without a time (see
    /// <see cref="Purchase.PurchaseDate"/>): it says nothing about an hour and is left out. A click carries its own
    /// time always; one that opts out or dismisses is no sign of interest and is left out as well.
    /// </summary>
    /// <param name="purchases">One customer's.</param>
    /// <param name="clicks">The same customer's.</param>
    /// <param name="zone">The customer's; null when unknown.</param>
    /// <returns>24 numbers that sum to 1; all 0 when no hour is known.</returns>
    public static IReadOnlyList<double> Of(IEnumerable<Purchase> purchases, IEnumerable<ClickEvent> clicks, DateTimeZone? zone)
    {
        var shares = new double[24];
        if (zone is null)
        {
            return shares;
        }

        var moments = purchases
            .Select(purchase => purchase.PurchaseDate)
            .Where(date => date.UtcDateTime.TimeOfDay != TimeSpan.Zero)
            .Concat(clicks.Where(click => click.Event is not ("opt_out" or "dismiss")).Select(click => click.Timestamp));
        var total = 0;
        foreach (var moment in moments)
        {
            shares[LocalMoment.Of(moment, zone).Time.Hour]++;
            total++;
        }

        for (var hour = 0; total > 0 && hour < shares.Length; hour++)
        {
            shares[hour] /= total;
        }

        return shares;
    }
}
