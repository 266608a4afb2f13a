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
        var products = await tables.ScanAsync(NotifyTables.Products, cancellationToken: cancellationToken)
            .ToDictionaryAsync(product => product.ProductId, StringComparer.Ordinal, cancellationToken);
        var sales = await tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        var (users, cells) = await ComputeUsersAsync(products, request.AsOf, cancellationToken);
        await ComputeProductsAsync(products.Values, sales.ToLookup(sale => sale.ProductId, StringComparer.Ordinal), cancellationToken);
        return new FeatureReport(users, products.Count, cells);
    }

    private async Task<(int Users, int Cells)> ComputeUsersAsync(
        Dictionary<string, Product> products, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var total = await tables.CountAsync(NotifyTables.Users, cancellationToken);
        var (done, cells) = (0, 0);
        await foreach (var batch in tables.ScanAsync(NotifyTables.Users, cancellationToken: cancellationToken).Chunk(BatchRows))
        {
            var features = new List<UserFeatures>(batch.Length);
            var matrix = new List<UserProduct>();
            foreach (var user in batch)
            {
                var purchases = await tables.QueryAsync(NotifyTables.PurchaseHistory, user.UserId, cancellationToken: cancellationToken)
                    .ToListAsync(cancellationToken);
                var clicks = await tables.QueryAsync(NotifyTables.Clickstream, user.UserId, cancellationToken: cancellationToken)
                    .ToListAsync(cancellationToken);
                var zone = ZoneResolver.Resolve(user.TimeZone, policy.DefaultTimeZone).Zone;
                features.Add(FeatureCalculator.ForUser(user, purchases, products, clicks, zone, asOf));
                matrix.AddRange(FeatureCalculator.Matrix(purchases));
            }

            await tables.PutAsync(NotifyTables.UserFeatures, features, cancellationToken);
            await tables.PutAsync(NotifyTables.UserProductMatrix, matrix, cancellationToken);
            (done, cells) = (done + batch.Length, cells + matrix.Count);
            reporter.Report("user features", done, total);
        }

        return (done, cells);
    }

    private async Task ComputeProductsAsync(
        IReadOnlyCollection<Product> products, ILookup<string, Purchase> sales, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var batch in products.Chunk(BatchRows))
        {
            var features = Array.ConvertAll(batch, product => FeatureCalculator.ForProduct(product, [.. sales[product.ProductId]]));
            await tables.PutAsync(NotifyTables.ProductFeatures, features, cancellationToken);
            done += batch.Length;
            reporter.Report("product features", done, products.Count);
        }
    }
}
