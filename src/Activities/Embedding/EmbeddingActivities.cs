using Notify.Activities.Changes;
using Notify.Activities.Progress;
using Notify.Activities.Recommending;
using Notify.Domain.Purchases;
using Notify.Domain.Vectors;
using Notify.Embeddings.Encoding;
using Notify.Embeddings.Hierarchy;
using Notify.Storage.Tables;
using Temporalio.Activities;

namespace Notify.Activities.Embedding;

/// <summary>
/// The embedding hierarchy over the tables, a batch at a time: all of them, or what changes touch. A vector is computed
/// only where its source hash changed, so an attempt that follows a failed one goes on where that one stopped.
/// </summary>
public sealed class EmbeddingActivities(
    ITables tables,
    ChangedKeys changed,
    ITextEncoder encoder,
    HierarchyOptions hierarchy,
    UserEmbedder users,
    CampaignIndex campaignIndex,
    StepReporter reporter,
    TimeProvider time)
{
    // Large enough to keep every core busy encoding, small enough for a heartbeat every second or so
    private const int BatchRows = 1024;

    /// <summary>Embeds products' texts.</summary>
    [Activity]
    public Task<EmbedReport> EmbedProductsAsync(EmbedRequest request) => EmbedTextsAsync(
        "products",
        NotifyTables.Products,
        NotifyTables.ProductEmbeddings,
        product => (product.ProductId, EmbeddingTexts.Of(product)),
        request);

    /// <summary>Embeds campaigns' texts, then lets this process's readers see the new vectors.</summary>
    [Activity]
    public async Task<EmbedReport> EmbedCampaignsAsync(EmbedRequest request)
    {
        var report = await EmbedTextsAsync(
            "campaigns",
            NotifyTables.Campaigns,
            NotifyTables.CampaignEmbeddings,
            campaign => (campaign.CampaignId, EmbeddingTexts.Of(campaign)),
            request);
        await campaignIndex.ReloadAsync(ActivityExecutionContext.Current.CancellationToken);
        return report;
    }

    /// <summary>Weighs each purchase's product vector by what the order says.</summary>
    [Activity]
    public async Task<EmbedReport> EmbedPurchasesAsync(EmbedRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var batches = new EmbeddingBatch(tables, NotifyTables.PurchaseEmbeddings, encoder.ModelVersion, time);
        var affected = await AffectedUsersAsync(request, cancellationToken);
        var total = affected is null ? await tables.CountAsync(NotifyTables.PurchaseHistory, cancellationToken) : 0;
        var (done, computed, skipped) = (0, 0, 0);
        await foreach (var purchases in PurchasesOf(affected, cancellationToken).Chunk(BatchRows))
        {
            var products = await ReadProductVectorsAsync(purchases, cancellationToken);
            var sources = purchases
                .Where(purchase => products.ContainsKey(purchase.ProductId))
                .Select(purchase => new EmbeddingSource<Purchase>(
                    PurchaseEmbeddingId.Of(purchase),
                    PurchaseEmbedding.Hash(products[purchase.ProductId].SourceHash, purchase, hierarchy),
                    purchase))
                .ToList();
            var stale = await batches.FindStaleAsync(sources, request.Force, cancellationToken);
            var vectors = stale.ConvertAll(source =>
                PurchaseEmbedding.Compute(products[source.Source.ProductId].Embedding.Span, source.Source, hierarchy));
            await batches.WriteAsync(stale, vectors, cancellationToken);
            (done, computed, skipped) = (done + purchases.Length, computed + stale.Count, skipped + purchases.Length - sources.Count);
            reporter.Report("purchases", done, total);
        }

        return new EmbedReport(done, computed, done - computed - skipped, skipped);
    }

    /// <summary>Sums up each user's purchases and clicks, or their profile where there are none.</summary>
    [Activity]
    public async Task<EmbedReport> EmbedUsersAsync(EmbedRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var affected = await AffectedUsersAsync(request, cancellationToken);
        var total = await changed.CountAsync(NotifyTables.Users, affected, cancellationToken);
        var (done, computed) = (0, 0);
        await foreach (var batch in changed.RowsAsync(NotifyTables.Users, affected, BatchRows, cancellationToken))
        {
            computed += await users.EmbedAsync([.. batch.Select(user => user.UserId)], request.Force, cancellationToken);
            done += batch.Count;
            reporter.Report("users", done, total);
        }

        return new EmbedReport(done, computed, done - computed, 0);
    }

    private async Task<EmbedReport> EmbedTextsAsync<T>(
        string step, TableDefinition<T> source, TableDefinition<EmbeddingRow> target, Func<T, (string Id, string Text)> describe, EmbedRequest request)
        where T : class
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var batches = new EmbeddingBatch(tables, target, encoder.ModelVersion, time);
        var keys = request.Changes is { } scope ? await changed.OfTableAsync(scope, source.Name, cancellationToken) : null;
        var total = await changed.CountAsync(source, keys, cancellationToken);
        var (done, computed) = (0, 0);
        await foreach (var rows in changed.RowsAsync(source, keys, BatchRows, cancellationToken))
        {
            var sources = rows.Select(describe)
                .Select(row => new EmbeddingSource<string>(row.Id, SourceHash.OfText(row.Text, encoder.ModelVersion), row.Text))
                .ToList();
            var stale = await batches.FindStaleAsync(sources, request.Force, cancellationToken);
            var vectors = encoder.Encode(stale.ConvertAll(row => row.Source), cancellationToken);
            await batches.WriteAsync(stale, vectors, cancellationToken);
            (done, computed) = (done + rows.Count, computed + stale.Count);
            reporter.Report(step, done, total);
        }

        return new EmbedReport(done, computed, done - computed, 0);
    }

    private async Task<IReadOnlySet<string>?> AffectedUsersAsync(EmbedRequest request, CancellationToken cancellationToken) =>
        request.Changes is { } scope ? await changed.AffectedUsersAsync(scope, cancellationToken) : null;

    private IAsyncEnumerable<Purchase> PurchasesOf(IReadOnlySet<string>? users, CancellationToken cancellationToken) => users is null
        ? tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken)
        : users.ToAsyncEnumerable().SelectMany(user => tables.QueryAsync(NotifyTables.PurchaseHistory, user, cancellationToken: cancellationToken));

    private async Task<Dictionary<string, EmbeddingRow>> ReadProductVectorsAsync(Purchase[] purchases, CancellationToken cancellationToken)
    {
        var ids = purchases.Select(purchase => purchase.ProductId).Distinct(StringComparer.Ordinal).ToList();
        var rows = await tables.GetManyAsync(NotifyTables.ProductEmbeddings, ids, cancellationToken);
        return rows.Where(row => row.ModelVersion == encoder.ModelVersion).ToDictionary(row => row.Id, StringComparer.Ordinal);
    }
}
