using System.Data.Common;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;

namespace Notify.Activities.Features;

/// <summary>Makes records of the rows that the SQL gives, by the order of its columns.</summary>
internal static class FeatureRows
{
    public static UserFeatures UserFeatures(DbDataReader row) => new()
    {
        UserId = row.GetString(0),
        AvgOrderValue = Money(row, 1),
        TotalOrders = row.GetInt32(2),
        TotalSpent = Money(row, 3),
        TopArticleTypes = row.GetFieldValue<List<string>>(4),
        TopMasterCategories = row.GetFieldValue<List<string>>(5),
        DaysSinceSignup = row.GetInt32(6),
        LastPurchaseDate = MomentOrNull(row, 7),
        HourlyActivity = row.GetFieldValue<List<double>>(8),
    };

    public static ProductFeatures ProductFeatures(DbDataReader row) => new()
    {
        ProductId = row.GetString(0),
        ArticleType = row.GetString(1),
        BaseColour = row.GetString(2),
        Gender = row.GetString(3),
        ImageUrl = row.GetString(4),
        MasterCategory = row.GetString(5),
        Price = MoneyOrNull(row, 6),
        ProductDisplayName = row.GetString(7),
        Season = row.GetString(8),
        SubCategory = row.GetString(9),
        Usage = row.GetString(10),
        Year = row.IsDBNull(11) ? null : row.GetInt32(11),
        AvgPrice = MoneyOrNull(row, 12),
        TotalSales = row.GetInt32(13),
        Revenue = Money(row, 14),
        LastSoldDate = MomentOrNull(row, 15),
    };

    public static UserProduct UserProduct(DbDataReader row) => new()
    {
        UserId = row.GetString(0),
        ProductId = row.GetString(1),
        LastPurchaseDate = Moment(row, 2),
        PurchasedBefore = row.GetBoolean(3),
        TimesPurchased = row.GetInt32(4),
    };

    // Without the zeros that the column's scale adds, so that an amount is always kept as the same text
    private static decimal Money(DbDataReader row, int column) => row.GetDecimal(column) / 1.0000000000000000000000000000m;

    private static decimal? MoneyOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Money(row, column);

    private static DateTimeOffset Moment(DbDataReader row, int column) => new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    private static DateTimeOffset? MomentOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Moment(row, column);
}
