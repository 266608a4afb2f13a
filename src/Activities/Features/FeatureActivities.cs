using Notify.Activities.Changes;
using Notify.Domain.Planning;
using Notify.Storage.Tables;
using Temporalio.Activities;

namespace Notify.Activities.Features;

/// <summary>
/// Computes features from the base tables, all of them or those that changes touch, by the SQL that Spark runs as well.
/// Running it again writes nothing new.
/// </summary>
public sealed class FeatureActivities(ChangedKeys changed, BaseRows rows, FeatureTables features, FeatureOptions options, PlanningPolicy policy)
{
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

        if (users is null && products is null)
        {
            return await ComputeWholeAsync(request.AsOf, cancellationToken);
        }

        // Products first: a repeat of this step finds the matrix as it was
        var sold = await ComputeProductsAsync(products, cancellationToken);
        var (active, cells) = await ComputeUsersAsync(users, request.AsOf, cancellationToken);
        return new FeatureReport(active, sold, cells);
    }

    private async Task<FeatureReport> ComputeWholeAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        using var database = FeatureDatabase.Open(options);
        await rows.AppendUsersAsync(database, null, cancellationToken);
        await rows.AppendProductsAsync(database, null, cancellationToken);
        await rows.AppendPurchasesOfUsersAsync(database, null, cancellationToken);
        await rows.AppendClicksAsync(database, null, cancellationToken);
        database.SetRun(asOf, policy.DefaultTimeZone);
        var products = await WriteProductsAsync(database, cancellationToken);
        var (users, cells) = await WriteUsersAsync(database, null, cancellationToken);
        return new FeatureReport(users, products, cells);
    }

    private async Task<int> ComputeProductsAsync(IReadOnlySet<string>? products, CancellationToken cancellationToken)
    {
        if (products is { Count: 0 })
        {
            return 0;
        }

        using var database = FeatureDatabase.Open(options);
        await rows.AppendProductsAsync(database, products, cancellationToken);
        await (products is null
            ? rows.AppendPurchasesOfUsersAsync(database, null, cancellationToken)
            : rows.AppendPurchasesOfProductsAsync(database, products, cancellationToken));
        return await WriteProductsAsync(database, cancellationToken);
    }

    private async Task<(int Users, int Cells)> ComputeUsersAsync(IReadOnlySet<string>? users, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (users is { Count: 0 })
        {
            return (0, 0);
        }

        using var database = FeatureDatabase.Open(options);
        await rows.AppendUsersAsync(database, users, cancellationToken);
        var products = await rows.AppendPurchasesOfUsersAsync(database, users, cancellationToken);
        await rows.AppendProductsAsync(database, products, cancellationToken);
        await rows.AppendClicksAsync(database, users, cancellationToken);
        database.SetRun(asOf, policy.DefaultTimeZone);
        return await WriteUsersAsync(database, users, cancellationToken);
    }

    private Task<int> WriteProductsAsync(FeatureDatabase database, CancellationToken cancellationToken) =>
        features.WriteAsync(database, FeatureSql.ProductFeatures, NotifyTables.ProductFeatures, FeatureRows.ProductFeatures, cancellationToken);

    private async Task<(int Users, int Cells)> WriteUsersAsync(FeatureDatabase database, IReadOnlySet<string>? users, CancellationToken cancellationToken)
    {
        var written = await features.WriteAsync(
            database, FeatureSql.UserFeatures, NotifyTables.UserFeatures, FeatureRows.UserFeatures, cancellationToken);
        return (written, await features.WriteMatrixAsync(database, users, cancellationToken));
    }
}
