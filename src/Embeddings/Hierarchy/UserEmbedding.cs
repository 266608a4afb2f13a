using System.Globalization;
using Notify.Embeddings.Encoding;

namespace Notify.Embeddings.Hierarchy;

/// <summary>A customer as a unit vector: the decayed mean of what they bought and recently looked at.</summary>
/// <remarks>
/// Signals are summed in double precision, purchases by id and then clicks by id, so the same history gives the same bytes
/// in whatever order it was read. With purchases alone the passing of time changes nothing: all decay alike.
/// </remarks>
public static class UserEmbedding
{
    // Below this length what is left of the sum is rounding: the signals cancel each other out
    private const double SmallestShare = 1e-6;

    /// <param name="purchases">In any order, each id once.</param>
    /// <param name="clicks">In any order, each id once.</param>
    /// <param name="asOf">The moment to weigh from, UTC; what lies after it counts as fresh.</param>
    /// <returns>An L2-normalised vector; null when there is no signal, and the profile text (<see cref="EmbeddingTexts.OfProfile"/>) is to be encoded instead.</returns>
    /// <exception cref="ArgumentException">A vector is zero, not finite, or of another length than the others.</exception>
    public static float[]? Compute(
        IReadOnlyCollection<PurchaseSignal> purchases, IReadOnlyCollection<ClickSignal> clicks, DateTimeOffset asOf, HierarchyOptions options)
    {
        options.Validate();
        var sum = new DecayedSum(asOf);
        foreach (var purchase in purchases.OrderBy(purchase => purchase.PurchaseId, StringComparer.Ordinal))
        {
            VectorGuard.RequireFinite(purchase.Embedding.Span, $"The vector of purchase '{purchase.PurchaseId}'");
            sum.Add(purchase.Embedding.Span, 1, purchase.PurchaseDate, options.PurchaseHalfLifeDays);
        }

        foreach (var click in clicks.OrderBy(click => click.EventId, StringComparer.Ordinal))
        {
            var weight = Weight(click.Event, options);
            if (weight > 0)
            {
                VectorGuard.RequireUnit(click.Embedding.Span, $"The vector of event '{click.EventId}'");
                sum.Add(click.Embedding.Span, weight, click.Timestamp, options.ClickHalfLifeDays);
            }
        }

        return sum.Normalised(SmallestShare);
    }

    /// <summary>Changes when a signal, the model, an option, or (with clicks, which fade faster) the day does.</summary>
    public static string Hash(
        IReadOnlyCollection<PurchaseSignal> purchases, IReadOnlyCollection<ClickSignal> clicks, DateTimeOffset asOf, HierarchyOptions options, string modelVersion)
    {
        var day = clicks.Count == 0 ? "" : asOf.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return SourceHash.Of(
        [
            "user", modelVersion, options.ToString(), day,
            .. purchases.OrderBy(purchase => purchase.PurchaseId, StringComparer.Ordinal)
                .SelectMany(purchase => new[] { purchase.PurchaseId, purchase.SourceHash, Text(purchase.PurchaseDate) }),
            .. clicks.OrderBy(click => click.EventId, StringComparer.Ordinal)
                .SelectMany(click => new[] { click.EventId, click.Event, Text(click.Timestamp), click.SourceHash }),
        ]);
    }

    private static double Weight(string clickEvent, HierarchyOptions options) => clickEvent switch
    {
        "view" => options.ViewWeight,
        "click" => options.ClickWeight,
        "add_to_cart" => options.AddToCartWeight,
        _ => 0,
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
