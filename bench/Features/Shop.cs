using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;
using Notify.Storage.Tables;

namespace FeatureScale;

/// <summary>Made-up base rows, always the same for the same sizes, in the order of their keys.</summary>
internal sealed class Shop(int users, int products, int purchases)
{
    public static readonly DateTimeOffset AsOf = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    private const int Batch = 10_000;

    private static readonly string?[] Zones = [null, "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/London", "Australia/Sydney"];

    private readonly Random random = new(1);

    /// <returns>Rows written.</returns>
    public async Task<long> PutAsync(ITables tables)
    {
        await PutAsync(tables, NotifyTables.Users, Enumerable.Range(0, users).Select(User));
        await PutAsync(tables, NotifyTables.Products, Enumerable.Range(0, products).Select(Product));
        await PutAsync(tables, NotifyTables.PurchaseHistory, Enumerable.Range(0, purchases).Select(Purchase));
        return (long)users + products + purchases;
    }

    private static async Task PutAsync<T>(ITables tables, TableDefinition<T> table, IEnumerable<T> rows)
        where T : class
    {
        foreach (var batch in rows.Chunk(Batch))
        {
            await tables.PutAsync(table, batch);
        }
    }

    private User User(int i) => new() { UserId = $"U{i:D8}", CreatedAt = AsOf.AddDays(-random.Next(1000)), TimeZone = Zones[i % Zones.Length] };

    private Product Product(int i) => new()
    {
        ProductId = $"P{i:D7}", ProductDisplayName = $"Product {i}", ArticleType = $"Type {i % 143}", MasterCategory = $"Category {i % 7}", Price = random.Next(100, 100_000) / 100m,
    };

    private Purchase Purchase(int i)
    {
        var price = random.Next(100, 100_000) / 100m;
        var quantity = random.Next(1, 4);
        return new Purchase
        {
            UserId = $"U{(int)((long)i * users / purchases):D8}",
            PurchaseId = $"O{i:D9}",
            ProductId = $"P{random.Next(products):D7}",
            PurchaseDate = AsOf.AddSeconds(-random.Next(60_000_000)),
            Price = price,
            Quantity = quantity,
            TotalAmount = price * quantity,
        };
    }
}
