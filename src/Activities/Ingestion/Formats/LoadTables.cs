using DuckDB.NET.Data;
using Notify.Domain.Campaigns;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Ingestion;
using Notify.Domain.Purchases;
using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion.Formats;

/// <summary>The base tables, in the order in which they refer to each other.</summary>
internal static class LoadTables
{
    private static readonly LoadTable<User> Users = new(
        InputFormats.Users, NotifyTables.Users, new Dictionary<string, SnapshotType> { ["created_at"] = SnapshotType.Moment })
    {
        Person = "user_id",
        Fast =
        [
            new("user_id", FastForm.Key),
            new("name", FastForm.Text),
            new("email", FastForm.Text),
            new("password_hash", FastForm.Text),
            new("created_at", FastForm.Moment) { IsRequired = true },
            new("time_zone", FastForm.OptionalText),
            new("locale", FastForm.OptionalText),
        ],
    };

    // Lists and windows are judged by the format alone: there is one such row per user, and none of its rules fits in SQL well
    private static readonly LoadTable<UserPreferences> Preferences = new(
        InputFormats.UserPreferences,
        NotifyTables.UserPreferences,
        new Dictionary<string, SnapshotType> { ["max_per_day"] = SnapshotType.Whole, ["opted_out_at"] = SnapshotType.Moment })
    {
        IsOptional = true,
        Person = "user_id",

        // A file that does not know of an opt-out must not undo it
        Merge = static (held, row) => row with { OptedOutAt = row.OptedOutAt ?? held.OptedOutAt },
    };

    private static readonly LoadTable<Product> Products = new(
        InputFormats.Products,
        NotifyTables.Products,
        new Dictionary<string, SnapshotType> { ["price"] = SnapshotType.Money, ["year"] = SnapshotType.Whole })
    {
        Fast =
        [
            new("product_id", FastForm.Key),
            new("articleType", FastForm.Text),
            new("baseColour", FastForm.Text),
            new("gender", FastForm.Text),
            new("image_url", FastForm.Text),
            new("masterCategory", FastForm.Text),
            new("price", FastForm.Amount),
            new("productDisplayName", FastForm.RequiredText),
            new("season", FastForm.Text),
            new("subCategory", FastForm.Text),
            new("usage", FastForm.Text),
            new("year", FastForm.Whole) { Bounds = (1900, 2100) },
        ],
    };

    private static readonly LoadTable<Campaign> Campaigns = new(
        InputFormats.Campaigns,
        NotifyTables.Campaigns,
        new Dictionary<string, SnapshotType>
        {
            ["priority"] = SnapshotType.Whole, ["ad_revenue"] = SnapshotType.Money, ["start_date"] = SnapshotType.Date, ["end_date"] = SnapshotType.Date,
            ["budget"] = SnapshotType.Whole, ["frequency_cap"] = SnapshotType.Whole, ["created_at"] = SnapshotType.Moment,
        });

    private static readonly LoadTable<Purchase> Purchases = new(
        InputFormats.Purchases,
        NotifyTables.PurchaseHistory,
        new Dictionary<string, SnapshotType>
        {
            ["purchase_date"] = SnapshotType.Moment, ["price"] = SnapshotType.Money, ["quantity"] = SnapshotType.Whole, ["total_amount"] = SnapshotType.Money,
        })
    {
        Person = "user_id",
        Fast =
        [
            new("user_id", FastForm.Key),
            new("purchase_id", FastForm.Key),
            new("product_id", FastForm.Key),
            new("purchase_date", FastForm.Moment) { IsRequired = true },
            new("price", FastForm.Amount) { IsRequired = true },
            new("quantity", FastForm.Whole) { IsRequired = true, Bounds = (1, InputFormats.MaxQuantity) },
            new("total_amount", FastForm.Amount)
            {
                IsRequired = true,
                Fallback = "CASE WHEN CAST(v_price AS DOUBLE) * v_quantity BETWEEN 0 AND 999999998 THEN v_price * v_quantity END",
            },
        ],
        References =
        [
            new("product_id", NotifyTables.Products.Name, "product_id", async (tables, keys, cancellationToken) =>
                [.. (await tables.GetManyAsync(NotifyTables.Products, keys, cancellationToken)).Select(product => product.ProductId)]),
            new("user_id", NotifyTables.Users.Name, "user_id", async (tables, keys, cancellationToken) =>
                [.. (await tables.GetManyAsync(NotifyTables.Users, keys, cancellationToken)).Select(user => user.UserId)]),
        ],
        Direct = ("SELECT user_id, purchase_id, product_id, epoch_us(purchase_date), "
            + $"{Micros("price")}, CAST(quantity AS BIGINT), {Micros("total_amount")}", ReadPurchase),
    };

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<LoadTable> All { get; } = [Users, Preferences, Products, Campaigns, Purchases];

    private static string Micros(string amount) => $"CAST(CAST({amount} AS DECIMAL(38,6)) * 1000000 AS BIGINT)";

    private static Purchase ReadPurchase(DuckDBDataReader row) => new()
    {
        UserId = row.GetString(0),
        PurchaseId = row.GetString(1),
        ProductId = row.GetString(2),
        PurchaseDate = DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(3) * TimeSpan.TicksPerMicrosecond),
        Price = Amount(row.GetInt64(4)),
        Quantity = (int)row.GetInt64(5),
        TotalAmount = Amount(row.GetInt64(6)),
    };

    /// <summary>An amount of so many millionths, with no zeros at its end.</summary>
    private static decimal Amount(long millionths)
    {
        byte scale = InputText.AmountDecimals;
        while (scale > 0 && millionths % 10 == 0)
        {
            millionths /= 10;
            scale--;
        }

        return new decimal((int)millionths, (int)(millionths >> 32), 0, isNegative: false, scale);
    }
}
