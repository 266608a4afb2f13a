using Notify.Domain.Campaigns;
using Notify.Domain.Vectors;
using Notify.Embeddings.Search;
using Notify.Storage.Tables;

namespace Notify.Activities.Recommending;

/// <summary>Campaigns with their vectors, as they were at one moment. Immutable; readers take it once per request.</summary>
/// <param name="Vectors">Every campaign that has a vector.</param>
/// <param name="Campaigns">Every campaign, by id.</param>
public sealed record CampaignSnapshot(IVectorIndex Vectors, IReadOnlyDictionary<string, Campaign> Campaigns);

/// <summary>The campaigns that can be recommended, in memory, read again from the tables when they may have changed.</summary>
public sealed class CampaignIndex(ITables tables, TimeProvider time) : IDisposable
{
    // A campaign changed by another process is seen within this time; the requirement is five minutes
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim loading = new(1);
    private volatile Loaded? current;

    /// <summary>The campaigns, not older than half a minute.</summary>
    /// <exception cref="EmbeddingsUnavailableException">No campaign has a vector yet.</exception>
    public async Task<CampaignSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        var loaded = current;
        if (loaded is null || time.GetElapsedTime(loaded.At) > MaxAge)
        {
            loaded = await LoadAsync(loaded, cancellationToken);
        }

        return loaded.Snapshot ?? throw new EmbeddingsUnavailableException("campaign");
    }

    /// <summary>Reads everything again, now.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken) => LoadAsync(current, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    private async Task<Loaded> LoadAsync(Loaded? seen, CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited behind another finds what that one read
            if (current is { } newer && newer != seen)
            {
                return newer;
            }

            var loaded = new Loaded(await ReadAsync(cancellationToken), time.GetTimestamp());
            current = loaded;
            return loaded;
        }
        finally
        {
            loading.Release();
        }
    }

    private async Task<CampaignSnapshot?> ReadAsync(CancellationToken cancellationToken)
    {
        var campaigns = await tables.ScanAsync(NotifyTables.Campaigns, cancellationToken: cancellationToken)
            .ToDictionaryAsync(campaign => campaign.CampaignId, StringComparer.Ordinal, cancellationToken);
        var vectors = await tables.ScanAsync(NotifyTables.CampaignEmbeddings, cancellationToken: cancellationToken)
            .Where(row => campaigns.ContainsKey(row.Id))
            .ToListAsync(cancellationToken);
        return vectors.Count == 0 ? null : new CampaignSnapshot(ExactIndex.Create(OfNewestModel(vectors)), campaigns);
    }

    /// <summary>While a new model's vectors are being written, both are there; vectors of two models cannot be compared.</summary>
    private static IEnumerable<EmbeddingRow> OfNewestModel(List<EmbeddingRow> rows)
    {
        var newest = rows.MaxBy(row => row.UpdatedAt)!.ModelVersion;
        return rows.Where(row => row.ModelVersion == newest);
    }

    private sealed record Loaded(CampaignSnapshot? Snapshot, long At);
}
