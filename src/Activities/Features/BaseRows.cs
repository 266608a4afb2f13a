using DuckDB.NET.Data;
using Notify.Activities.Changes;
using Notify.Activities.Progress;
using Notify.Domain.Catalogue;
using Notify.Domain.Clickstream;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;
using Notify.Storage.Tables;

namespace Notify.Activities.Features;

/// <summary>Brings rows of the base tables into the relations that the SQL reads, all of them or those of some keys.</summary>
public sealed class BaseRows(ITables tables, ChangedKeys changed, StepReporter reporter)
{
    private const int BatchRows = 1000;

    // Money has four decimal places in the SQL
    private const int Places = 4;

    /// <param name="database">Gets the rows.</param>
    /// <param name="ids">Null for every user.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task AppendUsersAsync(FeatureDatabase database, IReadOnlySet<string>? ids, CancellationToken cancellationToken) =>
        AppendAsync(database, "users", Rows(NotifyTables.Users, ids, cancellationToken), Append);

    /// <inheritdoc cref="AppendUsersAsync"/>
    public Task AppendProductsAsync(FeatureDatabase database, IReadOnlySet<string>? ids, CancellationToken cancellationToken) =>
        AppendAsync(database, "products", Rows(NotifyTables.Products, ids, cancellationToken), Append);

    /// <summary>The purchases of some users, or of all.</summary>
    /// <returns>Which products they bought; null for all users, whose products are not noted.</returns>
    public async Task<IReadOnlySet<string>?> AppendPurchasesOfUsersAsync(FeatureDatabase database, IReadOnlySet<string>? users, CancellationToken cancellationToken)
    {
        if (users is null)
        {
            await AppendAsync(database, "purchases", tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken), Append);
            return null;
        }

        var products = new HashSet<string>(StringComparer.Ordinal);
        var rows = OfUsers(NotifyTables.PurchaseHistory, users, cancellationToken).Select(purchase =>
        {
            products.Add(purchase.ProductId);
            return purchase;
        });
        await AppendAsync(database, "purchases", rows, Append);
        return products;
    }

    /// <summary>The purchases of some products, by anyone.</summary>
    /// <remarks>No table has products first in its key, so every purchase is read.</remarks>
    public Task AppendPurchasesOfProductsAsync(FeatureDatabase database, IReadOnlySet<string> products, CancellationToken cancellationToken) =>
        AppendAsync(
            database,
            "purchases",
            tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken).Where(purchase => products.Contains(purchase.ProductId)),
            Append);

    /// <summary>The clicks of some users, or of all.</summary>
    public Task AppendClicksAsync(FeatureDatabase database, IReadOnlySet<string>? users, CancellationToken cancellationToken) => AppendAsync(
        database,
        "clickstream",
        users is null ? tables.ScanAsync(NotifyTables.Clickstream, cancellationToken: cancellationToken) : OfUsers(NotifyTables.Clickstream, users, cancellationToken),
        Append);

    private IAsyncEnumerable<T> Rows<T>(TableDefinition<T> table, IReadOnlySet<string>? keys, CancellationToken cancellationToken)
        where T : class =>
        changed.RowsAsync(table, keys, BatchRows, cancellationToken).SelectMany(batch => batch);

    private IAsyncEnumerable<T> OfUsers<T>(TableDefinition<T> table, IReadOnlySet<string> users, CancellationToken cancellationToken)
        where T : class =>
        users.ToAsyncEnumerable().SelectMany(user => tables.QueryAsync(table, user, cancellationToken: cancellationToken));

    private async Task AppendAsync<T>(FeatureDatabase database, string relation, IAsyncEnumerable<T> rows, Action<IDuckDBAppenderRow, T> append)
    {
        var done = 0L;
        using var appender = database.Append(relation);
        await foreach (var row in rows)
        {
            append(appender.CreateRow(), row);
            if (++done % BatchRows == 0)
            {
                reporter.Report($"reading {relation}", done, 0);
            }
        }
    }

    private static void Append(IDuckDBAppenderRow row, User user) =>
        row.AppendValue(user.UserId).AppendValue(user.CreatedAt).AppendValue(user.TimeZone?.Trim()).EndRow();

    private static void Append(IDuckDBAppenderRow row, Product product) => row
        .AppendValue(product.ProductId)
        .AppendValue(product.ArticleType)
        .AppendValue(product.BaseColour)
        .AppendValue(product.Gender)
        .AppendValue(product.ImageUrl)
        .AppendValue(product.MasterCategory)
        .AppendValue(product.Price is { } price ? decimal.Round(price, Places) : null)
        .AppendValue(product.ProductDisplayName)
        .AppendValue(product.Season)
        .AppendValue(product.SubCategory)
        .AppendValue(product.Usage)
        .AppendValue(product.Year)
        .EndRow();

    private static void Append(IDuckDBAppenderRow row, Purchase purchase) => row
        .AppendValue(purchase.UserId)
        .AppendValue(purchase.ProductId)
        .AppendValue(purchase.PurchaseDate)
        .AppendValue(decimal.Round(purchase.Price, Places))
        .AppendValue(purchase.Quantity)
        .AppendValue(decimal.Round(purchase.TotalAmount, Places))
        .EndRow();

    private static void Append(IDuckDBAppenderRow row, ClickEvent click) =>
        row.AppendValue(click.UserId).AppendValue(click.Event).AppendValue(click.Timestamp).EndRow();
}
