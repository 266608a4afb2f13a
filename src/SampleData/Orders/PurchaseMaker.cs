using System.Globalization;
using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;
using Notify.SampleData.Shoppers;

namespace Notify.SampleData.Orders;

/// <summary>Makes the purchases of one customer after another; a few buy much, most a little, some nothing.</summary>
internal sealed class PurchaseMaker(ProductMaker products, UserMaker users, TasteMaker tastes, ArticleShelf shelf, SampleOptions options)
{
    private const int InHabitPercent = 85;

    private static readonly int[] ActivityLevels = [0, 1, 2, 4, 8, 16];
    private static readonly int[] ActivityWeights = [8, 30, 27, 20, 10, 5];

    public IEnumerable<SamplePurchase> Make()
    {
        if (options.Purchases == 0)
        {
            yield break;
        }

        var finder = new ProductFinder(products, shelf, options.Products);
        var (total, before, made) = (TotalActivity(), 0L, 0);
        for (var user = 0; user < options.Users; user++)
        {
            before += ActivityOf(user);
            var until = total == 0 ? (user == options.Users - 1 ? options.Purchases : 0) : (int)(before * options.Purchases / total);
            if (until == made)
            {
                continue;
            }

            var liked = tastes.Make(user);
            var buyer = new Buyer(liked, new TasteScore(liked.Taste, shelf), users.OriginOf(user));
            for (; made < until; made++)
            {
                yield return One(user, made, buyer, finder);
            }
        }
    }

    private int ActivityOf(int user) =>
        ActivityLevels[new RandomStream(options.Seed, Topic.Activity, user).Weighted(ActivityWeights)];

    private long TotalActivity()
    {
        var total = 0L;
        for (var user = 0; user < options.Users; user++)
        {
            total += ActivityOf(user);
        }

        return total;
    }

    private SamplePurchase One(int user, int purchase, Buyer buyer, ProductFinder finder)
    {
        var random = new RandomStream(options.Seed, Topic.Purchase, purchase);
        var product = finder.Find(buyer.Liked, buyer.Score, ref random);
        var quantity = random.Percent(82) ? 1 : random.Between(2, 4);
        var discount = random.Percent(70) ? 0 : random.Between(1, 4) * 5;
        var price = products.TraitsOf(product).Price * (100 - discount) / 100;
        return new SamplePurchase(
            UserMaker.IdOf(user), Uuid(ref random), ProductMaker.IdOf(product), quantity, price, Moment(buyer.Liked.Taste, buyer.Origin, ref random));
    }

    /// <summary>A day since the customer signed up, mostly within an hour of the customer's usual ones, never after the day the shop is seen.</summary>
    private DateTime Moment(Taste taste, UserOrigin origin, ref RandomStream random)
    {
        var days = options.AsOf.DayNumber - origin.CreatedAt.DayNumber - 1;
        var day = origin.CreatedAt.AddDays(1 + random.Below(Math.Max(1, days)));
        var hour = random.Percent(InHabitPercent) ? random.Pick(taste.Hours) + random.Between(-1, 1) : random.Between(7, 23);
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMinutes((hour * 60) + random.Below(60));
        var moment = local.AddMinutes(-(origin.Zone?.OffsetMinutes ?? 0));
        var end = options.AsOf.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return moment < end ? moment : moment.AddDays(-1);
    }

    private static string Uuid(ref RandomStream random)
    {
        var (high, low) = (random.Next(), random.Next());
        var version = (high & 0xFFFFFFFFFFFF0FFF) | 0x4000;
        var variant = (low & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000;
        var digits = string.Create(CultureInfo.InvariantCulture, $"{version:x16}{variant:x16}");
        return $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
    }

    private sealed record Buyer(LikedArticles Liked, TasteScore Score, UserOrigin Origin);
}
