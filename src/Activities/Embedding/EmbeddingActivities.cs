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
/// The embedding hierarchy over the tables, a batch at a time. A vector is computed only where its source hash
/// changed, so an attempt that follows a failed one goes on where that one stopped.
/// </summary>
public sealed class EmbeddingActivities(
    ITables tables, ITextEncoder encoder, HierarchyOptions hierarchy, UserEmbedder users, CampaignIndex campaignIndex, StepReporter reporter, TimeProvider time)
{
    // Large enough to keep every core busy encoding, small enough for a heartbeat every second or so
    private const int BatchRows = 1024;

    /// <summary>Embeds every product's text.</summary>
    [Activity]
    public Task<EmbedReport> EmbedProductsAsync(EmbedRequest request) => EmbedTextsAsync(
        "products",
        NotifyTables.Products,
        NotifyTables.ProductEmbeddings,
        product => (product.ProductId, EmbeddingTexts.Of(product)),
        request.Force);

    /// <summary>Embeds every campaign's text, then lets this process's readers see the new vectors.</summary>
    [Activity]
    public async Task<EmbedReport> EmbedCampaignsAsync(EmbedRequest request)
    {
        var report = await EmbedTextsAsync(
            "campaigns",
            NotifyTables.Campaigns,
            NotifyTables.CampaignEmbeddings,
            campaign => (campaign.CampaignId, EmbeddingTexts.Of(campaign)),
            request.Force);
        await campaignIndex.ReloadAsync(ActivityExecutionContext.Current.CancellationToken);
        return report;
    }

    /// <summary>Weighs each purchase's product vector by what the order says.</summary>
    [Activity]
    public async Task<EmbedReport> EmbedPurchasesAsync(EmbedRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var batches = new EmbeddingBatch(tables, NotifyTables.PurchaseEmbeddings, encoder.ModelVersion, time);
        var total = await tables.CountAsync(NotifyTables.PurchaseHistory, cancellationToken);
        var (done, computed, skipped) = (0, 0, 0);
        await foreach (var purchases in tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken).Chunk(BatchRows))
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
        var total = await tables.CountAsync(NotifyTables.Users, cancellationToken);
        var (done, computed) = (0, 0);
        await foreach (var batch in tables.ScanAsync(NotifyTables.Users, cancellationToken: cancellationToken).Chunk(BatchRows))
        {
            computed += await users.EmbedAsync([.. batch.Select(user => user.UserId)], request.Force, cancellationToken);
            done += batch.Length;
            reporter.Report("users", done, total);
        }

        return new EmbedReport(done, computed, done - computed, 0);
    }

    private async Task<EmbedReport> EmbedTextsAsync<T>(
        string step, TableDefinition<T> source, TableDefinition<EmbeddingRow> target, Func<T, (string Id, string Text)> describe, bool force)
        where T : class
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var batches = new EmbeddingBatch(tables, target, encoder.ModelVersion, time);
        var total = await tables.CountAsync(source, cancellationToken);
        var (done, computed) = (0, 0);
        await foreach (var rows in tables.ScanAsync(source, cancellationToken: cancellationToken).Chunk(BatchRows))
        {
            var sources = rows.Select(describe)
                .Select(row => new EmbeddingSource<string>(row.Id, SourceHash.OfText(row.Text, encoder.ModelVersion), row.Text))
                .ToList();
            var stale = await batches.FindStaleAsync(sources, force, cancellationToken);
            var vectors = encoder.Encode(stale.ConvertAll(row => row.Source), cancellationToken);
            await batches.WriteAsync(stale, vectors, cancellationToken);
            (done, computed) = (done + rows.Length, computed + stale.Count);
            reporter.Report(step, done, total);
        }

        return new EmbedReport(done, computed, done - computed, 0);
    }

    private async Task<Dictionary<string, EmbeddingRow>> ReadProductVectorsAsync(Purchase[] purchases, CancellationToken cancellationToken)
    {
        var ids = purchases.Select(purchase => purchase.ProductId).Distinct(StringComparer.Ordinal).ToList();
        var rows = await tables.GetManyAsync(NotifyTables.ProductEmbeddings, ids, cancellationToken);
        return rows.Where(row => row.ModelVersion == encoder.ModelVersion).ToDictionary(row => row.Id, StringComparer.Ordinal);
    }
}
