using Notify.Activities.Progress;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Features;
using Notify.Domain.Planning;
using Notify.Domain.Purchases;
using Notify.Domain.Time;
using Notify.Storage.Tables;
using Temporalio.Activities;

namespace Notify.Activities.Features;

/// <summary>Computes features from the base tables. Running it again writes the same rows.</summary>
public sealed class FeatureActivities(ITables tables, PlanningPolicy policy, StepReporter reporter)
{
    private const int BatchRows = 1000;

    /// <summary>User features, product features and the user–product matrix.</summary>
    [Activity]
    public async Task<FeatureReport> ComputeAsync(FeatureRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var (users, cells) = await ComputeUsersAsync(request.AsOf, cancellationToken);
        var products = await ComputeProductsAsync(await SumSalesAsync(cancellationToken), cancellationToken);
        return new FeatureReport(users, products, cells);
    }

    private async Task<(int Users, int Cells)> ComputeUsersAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var total = await tables.CountAsync(NotifyTables.Users, cancellationToken);
        var (done, cells) = (0, 0);
        await foreach (var batch in tables.ScanAsync(NotifyTables.Users, cancellationToken: cancellationToken).Chunk(BatchRows))
        {
            var purchases = await ReadPurchasesAsync(batch, cancellationToken);
            var products = await ReadProductsAsync(purchases.SelectMany(bought => bought), cancellationToken);
            var features = new List<UserFeatures>(batch.Length);
            for (var i = 0; i < batch.Length; i++)
            {
                var clicks = await tables.QueryAsync(NotifyTables.Clickstream, batch[i].UserId, cancellationToken: cancellationToken)
                    .ToListAsync(cancellationToken);
                var zone = ZoneResolver.Resolve(batch[i].TimeZone, policy.DefaultTimeZone).Zone;
                features.Add(FeatureCalculator.ForUser(batch[i], purchases[i], products, clicks, zone, asOf));
            }

            var matrix = FeatureCalculator.Matrix(purchases.SelectMany(bought => bought));
            await tables.PutAsync(NotifyTables.UserFeatures, features, cancellationToken);
            await tables.PutAsync(NotifyTables.UserProductMatrix, matrix, cancellationToken);
            (done, cells) = (done + batch.Length, cells + matrix.Count);
            reporter.Report("user features", done, total);
        }

        return (done, cells);
    }

    private async Task<List<List<Purchase>>> ReadPurchasesAsync(User[] users, CancellationToken cancellationToken)
    {
        var purchases = new List<List<Purchase>>(users.Length);
        foreach (var user in users)
        {
            purchases.Add(await tables.QueryAsync(NotifyTables.PurchaseHistory, user.UserId, cancellationToken: cancellationToken)
                .ToListAsync(cancellationToken));
        }

        return purchases;
    }

    private async Task<Dictionary<string, Product>> ReadProductsAsync(IEnumerable<Purchase> purchases, CancellationToken cancellationToken)
    {
        var ids = purchases.Select(purchase => purchase.ProductId).Distinct(StringComparer.Ordinal).ToList();
        var rows = await tables.GetManyAsync(NotifyTables.Products, ids, cancellationToken);
        return rows.ToDictionary(product => product.ProductId, StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, ProductSales>> SumSalesAsync(CancellationToken cancellationToken)
    {
        var total = await tables.CountAsync(NotifyTables.PurchaseHistory, cancellationToken);
        var sales = new Dictionary<string, ProductSales>(StringComparer.Ordinal);
        var done = 0;
        await foreach (var batch in tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken).Chunk(BatchRows))
        {
            foreach (var purchase in batch)
            {
                if (!sales.TryGetValue(purchase.ProductId, out var sold))
                {
                    sales[purchase.ProductId] = sold = new ProductSales();
                }

                sold.Add(purchase);
            }

            done += batch.Length;
            reporter.Report("sales", done, total);
        }

        return sales;
    }

    private async Task<int> ComputeProductsAsync(Dictionary<string, ProductSales> sales, CancellationToken cancellationToken)
    {
        var total = await tables.CountAsync(NotifyTables.Products, cancellationToken);
        var unsold = new ProductSales();
        var done = 0;
        await foreach (var batch in tables.ScanAsync(NotifyTables.Products, cancellationToken: cancellationToken).Chunk(BatchRows))
        {
            var features = Array.ConvertAll(
                batch, product => FeatureCalculator.ForProduct(product, sales.GetValueOrDefault(product.ProductId, unsold)));
            await tables.PutAsync(NotifyTables.ProductFeatures, features, cancellationToken);
            done += batch.Length;
            reporter.Report("product features", done, total);
        }

        return done;
    }
}
