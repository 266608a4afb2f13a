using Notify.Domain.Purchases;
using Notify.Domain.Vectors;
using Notify.Embeddings.Encoding;
using Notify.Embeddings.Hierarchy;
using Notify.Storage.Tables;

namespace Notify.Activities.Embedding;

/// <summary>Brings users' embeddings up to date with their purchases and clicks.</summary>
public sealed class UserEmbedder(ITables tables, ITextEncoder encoder, HierarchyOptions hierarchy, TimeProvider time)
{
    /// <returns>How many vectors were computed and written.</returns>
    public async Task<int> EmbedAsync(IReadOnlyList<string> userIds, bool force, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        var batch = new EmbeddingBatch(tables, NotifyTables.UserEmbeddings, encoder.ModelVersion, time);
        var sources = new List<EmbeddingSource<Signals>>(userIds.Count);
        foreach (var userId in userIds)
        {
            var signals = await ReadSignalsAsync(userId, cancellationToken);
            sources.Add(new EmbeddingSource<Signals>(userId, HashOf(signals, asOf), signals));
        }

        var stale = await batch.FindStaleAsync(sources, force, cancellationToken);
        var profiles = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var vectors = stale.ConvertAll(source =>
            UserEmbedding.Compute(source.Source.Purchases, source.Source.Clicks, asOf, hierarchy)
            ?? EncodeOnce(source.Source.Profile, profiles, cancellationToken));
        await batch.WriteAsync(stale, vectors, cancellationToken);
        return stale.Count;
    }

    // New customers share one profile text
    private float[] EncodeOnce(string profile, Dictionary<string, float[]> encoded, CancellationToken cancellationToken) =>
        encoded.TryGetValue(profile, out var vector) ? vector : encoded[profile] = encoder.Encode(profile, cancellationToken);

    private string HashOf(Signals signals, DateTimeOffset asOf) => SourceHash.Of(
        [UserEmbedding.Hash(signals.Purchases, signals.Clicks, asOf, hierarchy, encoder.ModelVersion), signals.Profile]);

    private async Task<Signals> ReadSignalsAsync(string userId, CancellationToken cancellationToken)
    {
        var purchases = await tables.QueryAsync(NotifyTables.PurchaseHistory, userId, cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        var vectors = await ReadAsync(NotifyTables.PurchaseEmbeddings, purchases.Select(PurchaseEmbeddingId.Of), cancellationToken);
        var bought = purchases
            .Where(purchase => vectors.ContainsKey(PurchaseEmbeddingId.Of(purchase)))
            .Select(purchase => SignalOf(purchase, vectors[PurchaseEmbeddingId.Of(purchase)]))
            .ToList();
        var features = await tables.GetAsync(NotifyTables.UserFeatures, userId, cancellationToken: cancellationToken);
        return new Signals(bought, await ReadClicksAsync(userId, cancellationToken), EmbeddingTexts.OfProfile(features));
    }

    private async Task<List<ClickSignal>> ReadClicksAsync(string userId, CancellationToken cancellationToken)
    {
        var clicks = await tables.QueryAsync(NotifyTables.Clickstream, userId, cancellationToken: cancellationToken)
            .Where(click => click.ProductId is not null)
            .ToListAsync(cancellationToken);
        var vectors = await ReadAsync(NotifyTables.ProductEmbeddings, clicks.Select(click => click.ProductId!), cancellationToken);
        return
        [
            .. clicks
                .Where(click => vectors.ContainsKey(click.ProductId!))
                .Select(click => new ClickSignal(click.EventId, click.Event, click.Timestamp, vectors[click.ProductId!].Embedding, vectors[click.ProductId!].SourceHash)),
        ];
    }

    private async Task<Dictionary<string, EmbeddingRow>> ReadAsync(
        TableDefinition<EmbeddingRow> table, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var keys = ids.Distinct(StringComparer.Ordinal).ToList();
        var rows = keys.Count == 0 ? [] : await tables.GetManyAsync(table, keys, cancellationToken);
        return rows.Where(row => row.ModelVersion == encoder.ModelVersion).ToDictionary(row => row.Id, StringComparer.Ordinal);
    }

    private static PurchaseSignal SignalOf(Purchase purchase, EmbeddingRow row) =>
        new(purchase.PurchaseId, purchase.PurchaseDate, row.Embedding, row.SourceHash);

    private sealed record Signals(IReadOnlyList<PurchaseSignal> Purchases, IReadOnlyList<ClickSignal> Clicks, string Profile);
}
