using Notify.Domain.Vectors;
using Notify.Storage.Tables;

namespace Notify.Activities.Embedding;

/// <summary>Something to embed, by what identifies its source.</summary>
/// <param name="Id">Key of the embedding row.</param>
/// <param name="SourceHash">Changes when the vector would.</param>
/// <param name="Source">What the vector is computed from.</param>
internal sealed record EmbeddingSource<T>(string Id, string SourceHash, T Source);

/// <summary>Finds what of a batch needs a new vector, and writes the new vectors.</summary>
internal sealed class EmbeddingBatch(ITables tables, TableDefinition<EmbeddingRow> table, string modelVersion, TimeProvider time)
{
    /// <summary>The sources whose stored vector is missing or was made from something else.</summary>
    public async Task<List<EmbeddingSource<T>>> FindStaleAsync<T>(
        IReadOnlyList<EmbeddingSource<T>> sources, bool force, CancellationToken cancellationToken)
    {
        if (force)
        {
            return [.. sources];
        }

        var stored = await tables.GetManyAsync(table, [.. sources.Select(source => source.Id)], cancellationToken);
        var hashes = stored
            .Where(row => row.ModelVersion == modelVersion)
            .ToDictionary(row => row.Id, row => row.SourceHash, StringComparer.Ordinal);
        return [.. sources.Where(source => hashes.GetValueOrDefault(source.Id) != source.SourceHash)];
    }

    /// <summary>Writes vectors, each for the source at the same place.</summary>
    public Task WriteAsync<T>(
        IReadOnlyList<EmbeddingSource<T>> sources, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return tables.PutAsync(
            table,
            [.. sources.Zip(vectors, (source, vector) => new EmbeddingRow
            {
                Id = source.Id,
                Embedding = vector,
                ModelVersion = modelVersion,
                SourceHash = source.SourceHash,
                UpdatedAt = now,
            })],
            cancellationToken);
    }
}
