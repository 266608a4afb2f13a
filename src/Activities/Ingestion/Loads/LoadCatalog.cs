using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Notify.Storage.Objects;

namespace Notify.Activities.Ingestion.Loads;

/// <summary>
/// The loads that count, and where the rows are that each of them changed: <c>snapshots/TABLE/load=ID/part-….parquet</c>.
/// A table's state, as files have made it, is each key's row in the last load that has one.
/// </summary>
internal sealed class LoadCatalog(IObjects objects)
{
    private const string Manifests = "loads/";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The key of a part of a snapshot.</summary>
    public static string PartKey(string tableName, string load, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"snapshots/{tableName}/load={load}/part-{part:D5}.parquet");

    /// <summary>A new load's id and the one before it.</summary>
    public async Task<LoadPlan> PlanAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var last = await LastAsync(cancellationToken);
        var number = last is null ? 1 : int.Parse(last.AsSpan(0, last.IndexOf('-', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        return new LoadPlan(string.Create(CultureInfo.InvariantCulture, $"{number:D8}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"), files, last);
    }

    /// <summary>Every load that counts, in order, but for one.</summary>
    public async Task<IReadOnlyList<LoadManifest>> ReadAsync(string except, CancellationToken cancellationToken)
    {
        var manifests = new List<LoadManifest>();
        await foreach (var entry in objects.ListAsync(Manifests, cancellationToken))
        {
            if (entry.Key != KeyOf(except))
            {
                await using var content = await objects.OpenReadAsync(entry.Key, cancellationToken: cancellationToken);
                manifests.Add((await JsonSerializer.DeserializeAsync<LoadManifest>(content, Json, cancellationToken))!);
            }
        }

        return manifests;
    }

    /// <summary>Makes a load count. Doing it again is no error.</summary>
    /// <exception cref="IngestException">Another load was completed since this one began, so that it may have compared with what no longer holds.</exception>
    public async Task CompleteAsync(LoadPlan plan, IReadOnlyList<FileReport> files, CancellationToken cancellationToken)
    {
        var last = await LastAsync(cancellationToken);
        if (last == plan.Load)
        {
            return;
        }

        if (last != plan.After)
        {
            throw new IngestException($"Load {last} was completed while load {plan.Load} ran, and both changed the tables. Load the files again; this load does not count.");
        }

        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new LoadManifest(plan.Load, files), Json));
        await objects.PutAsync(KeyOf(plan.Load), content, cancellationToken);
    }

    /// <summary>Brings an object to this machine.</summary>
    public async Task FetchAsync(string key, string path, CancellationToken cancellationToken)
    {
        await using var source = await objects.OpenReadAsync(key, cancellationToken: cancellationToken);
        await using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        await source.CopyToAsync(target, 1 << 20, cancellationToken);
    }

    /// <summary>Keeps a file as an object.</summary>
    public async Task PutAsync(string key, string path, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        await objects.PutAsync(key, content, cancellationToken);
    }

    /// <summary>Whether an object is there: erasure takes away a part of which nothing is left.</summary>
    public async Task<bool> IsThereAsync(string key, CancellationToken cancellationToken)
    {
        await foreach (var entry in objects.ListAsync(key, cancellationToken))
        {
            return entry.Key == key;
        }

        return false;
    }

    private static string KeyOf(string load) => $"{Manifests}{load}.json";

    private async Task<string?> LastAsync(CancellationToken cancellationToken)
    {
        string? last = null;
        await foreach (var entry in objects.ListAsync(Manifests, cancellationToken))
        {
            last = entry.Key[Manifests.Length..^".json".Length];
        }

        return last;
    }
}
