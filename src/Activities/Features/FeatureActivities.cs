using Notify.Activities.Changes;
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

/// <summary>Computes features from the base tables, all of them or those that changes touch. Running it again writes the same rows.</summary>
public sealed class FeatureActivities(ITables tables, ChangedKeys changed, PlanningPolicy policy, StepReporter reporter)
{
    private const int BatchRows = 1000;

    /// <summary>User features, product features and the user–product matrix.</summary>
    [Activity]
    public async Task<FeatureReport> ComputeAsync(FeatureRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        IReadOnlySet<string>? users = null;
        IReadOnlySet<string>? products = null;
        if (request.Changes is { } scope)
        {
            users = await changed.AffectedUsersAsync(scope, cancellationToken);
            // Before the matrix changes: it tells what users had bought when it was made
            products = await changed.AffectedProductsAsync(scope, cancellationToken);
        }

        // Products first: a repeat of this step finds the matrix as it was
        var sold = await ComputeProductsAsync(products, cancellationToken);
        var (active, cells) = await ComputeUsersAsync(users, request.AsOf, cancellationToken);
        return new FeatureReport(active, sold, cells);
    }

    private async Task<(int Users, int Cells)> ComputeUsersAsync(IReadOnlySet<string>? keys, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var total = await changed.CountAsync(NotifyTables.Users, keys, cancellationToken);
        var (done, cells) = (0, 0);
        await foreach (var batch in changed.RowsAsync(NotifyTables.Users, keys, BatchRows, cancellationToken))
        {
            var purchases = await ReadPurchasesAsync(batch, cancellationToken);
            var products = await ReadProductsAsync(purchases.SelectMany(bought => bought), cancellationToken);
            var features = new List<UserFeatures>(batch.Count);
            for (var i = 0; i < batch.Count; i++)
            {
                var clicks = await tables.QueryAsync(NotifyTables.Clickstream, batch[i].UserId, cancellationToken: cancellationToken)
                    .ToListAsync(cancellationToken);
                var zone = ZoneResolver.Resolve(batch[i].TimeZone, policy.DefaultTimeZone).Zone;
                features.Add(FeatureCalculator.ForUser(batch[i], purchases[i], products, clicks, zone, asOf));
            }

            var matrix = FeatureCalculator.Matrix(purchases.SelectMany(bought => bought));
            await tables.PutAsync(NotifyTables.UserFeatures, features, cancellationToken);
            await tables.PutAsync(NotifyTables.UserProductMatrix, matrix, cancellationToken);
            await RemoveOldCellsAsync(batch, matrix, cancellationToken);
            (done, cells) = (done + batch.Count, cells + matrix.Count);
            reporter.Report("user features", done, total);
        }

        return (done, cells);
    }

    /// <summary>An order line that was corrected to another product leaves a cell behind.</summary>
    private async Task RemoveOldCellsAsync(IReadOnlyList<User> users, IReadOnlyList<UserProduct> matrix, CancellationToken cancellationToken)
    {
        var current = matrix.Select(cell => (cell.UserId, cell.ProductId)).ToHashSet();
        foreach (var user in users)
        {
            var held = await tables.QueryAsync(NotifyTables.UserProductMatrix, user.UserId, cancellationToken: cancellationToken)
                .ToListAsync(cancellationToken);
            foreach (var cell in held.Where(cell => !current.Contains((cell.UserId, cell.ProductId))))
            {
                await tables.DeleteAsync(NotifyTables.UserProductMatrix, cell.UserId, cell.ProductId, cancellationToken);
            }
        }
    }

    private async Task<List<List<Purchase>>> ReadPurchasesAsync(IReadOnlyList<User> users, CancellationToken cancellationToken)
    {
        var purchases = new List<List<Purchase>>(users.Count);
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

    private async Task<int> ComputeProductsAsync(IReadOnlySet<string>? keys, CancellationToken cancellationToken)
    {
        if (keys is { Count: 0 })
        {
            return 0;
        }

        var sales = await SumSalesAsync(keys, cancellationToken);
        var total = await changed.CountAsync(NotifyTables.Products, keys, cancellationToken);
        var unsold = new ProductSales();
        var done = 0;
        await foreach (var batch in changed.RowsAsync(NotifyTables.Products, keys, BatchRows, cancellationToken))
        {
            var features = batch.Select(product => FeatureCalculator.ForProduct(product, sales.GetValueOrDefault(product.ProductId, unsold))).ToList();
            await tables.PutAsync(NotifyTables.ProductFeatures, features, cancellationToken);
            done += batch.Count;
            reporter.Report("product features", done, total);
        }

        return done;
    }

    private async Task<Dictionary<string, ProductSales>> SumSalesAsync(IReadOnlySet<string>? products, CancellationToken cancellationToken)
    {
        var total = await tables.CountAsync(NotifyTables.PurchaseHistory, cancellationToken);
        var sales = new Dictionary<string, ProductSales>(StringComparer.Ordinal);
        var done = 0;
        await foreach (var batch in tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken).Chunk(BatchRows))
        {
            foreach (var purchase in batch.Where(purchase => products?.Contains(purchase.ProductId) ?? true))
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
}
