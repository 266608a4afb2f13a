using Notify.Domain.Campaigns;
using Notify.Domain.Vectors;
using Notify.Embeddings.Search;
using Notify.Storage.Tables;

namespace Notify.Activities.Recommending;

/// <summary>Campaigns with their vectors, as they were at one moment. Immutable; readers take it once per request.</summary>
/// <param name="Vectors">Every campaign that has a vector.</param>
/// <param name="Campaigns">Every campaign, by id.</param>
public sealed record CampaignSnapshot(IVectorIndex Vectors, IReadOnlyDictionary<string, Campaign> Campaigns);

/// <summary>
/// The campaigns that can be recommended, in memory. Once they are half a minute old they are read again, while readers
/// go on with what there is; beyond two minutes readers wait.
/// </summary>
public sealed class CampaignIndex(ITables tables, TimeProvider time) : IDisposable
{
    // A campaign changed by another process is to be live within five minutes
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim reading = new(1);
    private volatile Loaded? current;

    /// <summary>The campaigns as they were at most two minutes ago.</summary>
    /// <exception cref="EmbeddingsUnavailableException">No campaign has a vector yet.</exception>
    public async Task<CampaignSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        var loaded = current;
        var age = loaded is null ? TimeSpan.MaxValue : time.GetElapsedTime(loaded.At);
        if (loaded is null || age > (loaded.Snapshot is null ? FreshFor : MaxAge))
        {
            loaded = await LoadAsync(current => current == loaded, cancellationToken);
        }
        else if (age > FreshFor && reading.CurrentCount > 0)
        {
            // Should it fail, the next reader tries again, and beyond the greatest age hears why
            _ = Task.Run(() => LoadAsync(current => current == loaded, CancellationToken.None), CancellationToken.None);
        }

        return loaded.Snapshot ?? throw new EmbeddingsUnavailableException("campaign");
    }

    /// <summary>Reads everything again, now.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken) => LoadAsync(_ => true, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    /// <param name="isTooOld">Judges what there is once this reader has its turn: another may have replaced it by then.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    private async Task<Loaded> LoadAsync(Func<Loaded?, bool> isTooOld, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (current is { } newer && !isTooOld(newer))
            {
                return newer;
            }

            var loaded = new Loaded(await ReadAsync(cancellationToken), time.GetTimestamp());
            current = loaded;
            return loaded;
        }
        finally
        {
            reading.Release();
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
