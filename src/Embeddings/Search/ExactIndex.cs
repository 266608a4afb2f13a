using Notify.Domain.Vectors;

namespace Notify.Embeddings.Search;

/// <summary>Compares a query with every vector: exact, and the fastest there is up to some 10,000 vectors or for large batches.</summary>
/// <remarks>Scores are bit for bit the same from <see cref="Search"/>, from <see cref="TopK"/> and on every processor with fused multiply-add: each is one chain of them, in the order of the dimensions.</remarks>
public sealed class ExactIndex : IVectorIndex
{
    private const int MaxNeighbours = 1000;

    // 128 queries of 384 floats stay in a core's second-level cache while the panels stream past
    private const int QueriesPerBlock = 128;

    private readonly string[] ids;
    private readonly PackedVectors vectors;

    private ExactIndex(string[] ids, PackedVectors vectors, string modelVersion)
    {
        this.ids = ids;
        this.vectors = vectors;
        ModelVersion = modelVersion;
    }

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public int Dimensions => vectors.Dimensions;

    /// <inheritdoc/>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>An index over stored embeddings, in any order.</summary>
    /// <exception cref="ArgumentException">There are none, an id occurs twice, model versions or lengths differ, or a vector's length is not 1.</exception>
    public static ExactIndex Create(IEnumerable<EmbeddingRow> rows)
    {
        var sorted = rows.OrderBy(row => row.Id, StringComparer.Ordinal).ToArray();
        if (sorted.Length == 0)
        {
            throw new ArgumentException("An index needs at least one vector.", nameof(rows));
        }

        var first = sorted[0];
        for (var i = 0; i < sorted.Length; i++)
        {
            Check(sorted[i], first);
            if (i > 0 && sorted[i].Id == sorted[i - 1].Id)
            {
                throw new ArgumentException($"'{sorted[i].Id}' occurs twice; an index holds one vector per id.", nameof(rows));
            }
        }

        return new ExactIndex(Array.ConvertAll(sorted, row => row.Id), PackedVectors.Pack(Array.ConvertAll(sorted, row => row.Embedding)), first.ModelVersion);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Neighbour> Search(ReadOnlySpan<float> query, int k)
    {
        CheckNeighbours(k);
        if (query.Length != Dimensions)
        {
            throw new ArgumentException($"The query has {query.Length} numbers; the index holds vectors of {Dimensions}.", nameof(query));
        }

        VectorGuard.RequireFinite(query, "The query");
        var best = new BestRows(1, Math.Min(k, ids.Length));
        PanelScan.Scan(query, 1, vectors, best);
        var found = new Neighbour[best.PerQuery];
        for (var i = 0; i < found.Length; i++)
        {
            var (row, score) = best.Get(0, i);
            found[i] = new Neighbour(ids[row], score);
        }

        return found;
    }

    /// <inheritdoc/>
    public NearestRows TopK(ReadOnlyMemory<float> queries, int k, CancellationToken cancellationToken = default)
    {
        CheckNeighbours(k);
        if (queries.Length % Dimensions != 0)
        {
            throw new ArgumentException($"{queries.Length} numbers are no whole count of vectors of {Dimensions}.", nameof(queries));
        }

        var count = queries.Length / Dimensions;
        var perQuery = Math.Min(k, ids.Length);
        var rows = new int[count * perQuery];
        var scores = new float[count * perQuery];
        var blocks = (count + QueriesPerBlock - 1) / QueriesPerBlock;
        CheckQueries(queries.Span);
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            var first = block * QueriesPerBlock;
            var size = Math.Min(QueriesPerBlock, count - first);
            var best = new BestRows(size, perQuery);
            PanelScan.Scan(queries.Span.Slice(first * Dimensions, size * Dimensions), size, vectors, best);
            best.CopyTo(rows.AsSpan(first * perQuery), scores.AsSpan(first * perQuery));
        });
        return new NearestRows(count, perQuery, rows, scores);
    }

    private static void Check(EmbeddingRow row, EmbeddingRow first)
    {
        if (row.ModelVersion != first.ModelVersion)
        {
            throw new ArgumentException($"'{row.Id}' was made by model '{row.ModelVersion}' and '{first.Id}' by '{first.ModelVersion}'; embed both with one model.", nameof(row));
        }

        if (row.Embedding.Length != first.Embedding.Length)
        {
            throw new ArgumentException($"'{row.Id}' has {row.Embedding.Length} numbers and '{first.Id}' {first.Embedding.Length}; an index holds vectors of one length.", nameof(row));
        }

        VectorGuard.RequireUnit(row.Embedding.Span, $"The vector of '{row.Id}'");
    }

    private static void CheckNeighbours(int k)
    {
        if (k is < 1 or > MaxNeighbours)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k must be 1 to {MaxNeighbours}.");
        }
    }

    private void CheckQueries(ReadOnlySpan<float> queries)
    {
        for (var start = 0; start < queries.Length; start += Dimensions)
        {
            VectorGuard.RequireFinite(queries.Slice(start, Dimensions), "Query", start / Dimensions);
        }
    }
}
