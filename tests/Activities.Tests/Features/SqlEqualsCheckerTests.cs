using System.Text.Json;
using Notify.Activities.Features;
using Notify.Activities.Tests.Features.Independent;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Catalogue;
using Notify.Domain.Clickstream;
using Notify.Domain.Customers;
using Notify.Domain.Planning;
using Notify.Domain.Purchases;
using Notify.Domain.Time;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Features;

/// <summary>Whatever is in the shop, the SQL says of it exactly what the checker says, which shares no code with it.</summary>
public sealed class SqlEqualsCheckerTests
{
    private const string ShopZone = "America/St_Johns";

    // Gaps and folds of an hour and of half an hour, quarter-hour offsets, the date line, no daylight saving, no such zone
    private static readonly string?[] Zones =
    [
        null, "", " ", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Asia/Tokyo", "UTC",
        " Europe/London ", "Europe/Atlantis", "US/Eastern", "UTC+05:30", "europe/berlin",
    ];

    [Theory]
    [InlineData(1, ShopZone)]
    [InlineData(2, ShopZone)]
    [InlineData(3, null)]
    [InlineData(4, "Nowhere/Else")]
    public async Task Compute_RandomShop_IsWhatTheCheckerComputes(int seed, string? defaultZone)
    {
        var rows = new RandomShop(seed);
        await using var shop = await OpenAsync(new PlanningPolicy { DefaultTimeZone = defaultZone });
        await rows.PutAsync(shop);

        await SmallShop.RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight)));

        Assert.Equal(rows.UserFeatures(defaultZone), await TextsAsync(shop, NotifyTables.UserFeatures));
        Assert.Equal(rows.ProductFeatures(), await TextsAsync(shop, NotifyTables.ProductFeatures));
        Assert.Equal(rows.Matrix(), await TextsAsync(shop, NotifyTables.UserProductMatrix));
    }

    [Fact]
    public async Task Compute_SameRowsWrittenInAnotherOrder_GivesTheSameText()
    {
        var texts = new List<List<string>>();
        foreach (var order in (int[])[0, 1])
        {
            await using var shop = await OpenAsync();
            await new RandomShop(5, order).PutAsync(shop);
            await SmallShop.RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight)));
            texts.Add([.. await TextsAsync(shop, NotifyTables.UserFeatures), .. await TextsAsync(shop, NotifyTables.ProductFeatures), .. await TextsAsync(shop, NotifyTables.UserProductMatrix)]);
        }

        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public async Task Compute_OrderLineCorrectedToAnotherProduct_RemovesTheOldCell()
    {
        await using var shop = await OpenAsync();
        await shop.AddUsersAsync("U1");
        await shop.AddPurchaseAsync("U1", "A", "P1");
        await shop.AddPurchaseAsync("U1", "B", "P2");
        await SmallShop.RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight)));
        await shop.AddPurchaseAsync("U1", "A", "P3");

        await SmallShop.RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight)));

        var cells = await shop.Tables.QueryAsync(NotifyTables.UserProductMatrix, "U1", cancellationToken: TestContext.Current.CancellationToken)
            .Select(cell => cell.ProductId).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["P2", "P3"], cells);
    }

    private static async Task<List<string>> TextsAsync<T>(SmallShop shop, TableDefinition<T> table)
        where T : class =>
        await shop.Tables.ScanAsync(table).Select(row => JsonSerializer.Serialize(row)).Order(StringComparer.Ordinal).ToListAsync();

    private sealed class RandomShop
    {
        private readonly Random random;
        private readonly List<User> users;
        private readonly List<Product> products;
        private readonly List<Purchase> purchases;
        private readonly List<ClickEvent> clicks;
        private readonly int order;

        public RandomShop(int seed, int order = 0)
        {
            this.order = order;
            random = new Random(seed);
            users = [.. Enumerable.Range(0, 60).Select(i => new User { UserId = $"U{i}", CreatedAt = Moment(), TimeZone = Pick(Zones) })];
            products = [.. Enumerable.Range(0, 25).Select(Product)];
            // Of some users and products that the shop does not have
            purchases = [.. Enumerable.Range(0, 900).Select(i => Purchase(i))];
            clicks = [.. Enumerable.Range(0, 300).Select(i => new ClickEvent
            {
                UserId = $"U{random.Next(64)}",
                EventId = $"E{i}",
                Event = Pick("view", "click", "dismiss", "opt_out", "add_to_cart"),
                Timestamp = Moment(),
            })];
        }

        public async Task PutAsync(SmallShop shop)
        {
            await shop.Tables.PutAsync(NotifyTables.Users, Ordered(users));
            await shop.Tables.PutAsync(NotifyTables.Products, Ordered(products));
            await shop.Tables.PutAsync(NotifyTables.PurchaseHistory, Ordered(purchases));
            await shop.Tables.PutAsync(NotifyTables.Clickstream, Ordered(clicks));
        }

        public IEnumerable<string> UserFeatures(string? defaultZone)
        {
            var catalogue = products.ToDictionary(product => product.ProductId);
            return Texts(users.Select(user => FeatureCalculator.ForUser(
                user,
                [.. purchases.Where(purchase => purchase.UserId == user.UserId)],
                catalogue,
                [.. clicks.Where(click => click.UserId == user.UserId)],
                ZoneResolver.Resolve(user.TimeZone, defaultZone).Zone,
                Midnight)).Select(features => features with
                {
                    AvgOrderValue = Plain(features.AvgOrderValue), TotalSpent = Plain(features.TotalSpent),
                }));
        }

        public IEnumerable<string> ProductFeatures() => Texts(products
            .Select(product => FeatureCalculator.ForProduct(product, purchases.Where(purchase => purchase.ProductId == product.ProductId)))
            .Select(features => features with
            {
                Price = features.Price is { } price ? Plain(price) : null,
                AvgPrice = features.AvgPrice is { } mean ? Plain(mean) : null,
                Revenue = Plain(features.Revenue),
            }));

        public IEnumerable<string> Matrix() => Texts(FeatureCalculator.Matrix(purchases.Where(purchase => users.Exists(user => user.UserId == purchase.UserId))));

        private static IEnumerable<string> Texts<T>(IEnumerable<T> rows) => rows.Select(row => JsonSerializer.Serialize(row)).Order(StringComparer.Ordinal);

        // The same amount without the zeros that came with it
        private static decimal Plain(decimal amount) => amount / 1.0000000000000000000000000000m;

        private List<T> Ordered<T>(List<T> rows) => order == 0 ? rows : [.. Enumerable.Reverse(rows)];

        private Product Product(int i) => new()
        {
            ProductId = $"P{i}",
            ProductDisplayName = $"Product {i}",
            ArticleType = Pick("", "Shirts", "Shoes", "Ärmel", "shirts", "Z", "aa", "T-shirts, long"),
            MasterCategory = Pick("", "Apparel", "Footwear", "Free Items", "Élan"),
            Price = random.Next(4) == 0 ? null : random.Next(100_000) / 100m,
            Year = random.Next(3) == 0 ? null : 2000 + random.Next(26),
        };

        private Purchase Purchase(int i)
        {
            // Sums that end in half a cent are frequent
            var price = random.Next(1, 4000) * 0.005m;
            var quantity = random.Next(1, 4);
            return new Purchase
            {
                UserId = $"U{random.Next(64)}",
                PurchaseId = $"B{i}",
                ProductId = $"P{random.Next(30)}",
                PurchaseDate = random.Next(3) == 0 ? new DateTimeOffset(Moment().Date, TimeSpan.Zero) : Moment(),
                Price = price,
                Quantity = quantity,
                TotalAmount = random.Next(5) == 0 ? price : price * quantity,
            };
        }

        private DateTimeOffset Moment() => random.Next(4) switch
        {
            // Around the ends of daylight saving time in most zones, and before 1970
            0 => new DateTimeOffset(2025, 10, 26, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(-300, 300)),
            1 => new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(-300, 300)),
            2 => new DateTimeOffset(1969, 7, 20, 20, 17, 40, TimeSpan.Zero).AddSeconds(random.Next(-100_000, 100_000)),
            _ => Midnight.AddMicroseconds(random.NextInt64(-30_000_000_000_000, 1_000_000_000_000)),
        };

        private T Pick<T>(params T[] among) => among[random.Next(among.Length)];
    }
}
