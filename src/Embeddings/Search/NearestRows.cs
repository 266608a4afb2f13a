namespace Notify.Embeddings.Search;

/// <summary>The nearest rows of an index for each query of a batch, the nearest first.</summary>
public sealed class NearestRows
{
    private readonly int[] rows;
    private readonly float[] scores;

    internal NearestRows(int queryCount, int perQuery, int[] rows, float[] scores)
    {
        QueryCount = queryCount;
        PerQuery = perQuery;
        this.rows = rows;
        this.scores = scores;
    }

    /// <summary>Queries in the batch.</summary>
    public int QueryCount { get; }

    /// <summary>Rows found for each: k, or as many as the index has.</summary>
    public int PerQuery { get; }

    /// <summary>Rows of the index (<see cref="IVectorIndex.Ids"/>), <see cref="PerQuery"/> of them.</summary>
    public ReadOnlySpan<int> Rows(int query) => rows.AsSpan(Offset(query), PerQuery);

    /// <summary>Dot products, in the order of <see cref="Rows"/>.</summary>
    public ReadOnlySpan<float> Scores(int query) => scores.AsSpan(Offset(query), PerQuery);

    private int Offset(int query) => query >= 0 && query < QueryCount
        ? query * PerQuery
        : throw new ArgumentOutOfRangeException(nameof(query), query, $"The batch has {QueryCount} queries.");
}
