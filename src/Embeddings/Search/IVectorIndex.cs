namespace Notify.Embeddings.Search;

/// <summary>Vectors that can be searched by direction. Immutable, so readers need no lock: a change is a new index.</summary>
public interface IVectorIndex
{
    /// <summary>Which encoder made the vectors; queries must come from the same.</summary>
    string ModelVersion { get; }

    /// <summary>Numbers per vector.</summary>
    int Dimensions { get; }

    /// <summary>Id by row, in ordinal order.</summary>
    IReadOnlyList<string> Ids { get; }

    /// <summary>The <paramref name="k"/> nearest vectors (fewer when the index holds fewer), the nearest first, equal scores by id.</summary>
    /// <param name="query"><see cref="Dimensions"/> numbers, L2-normalised for scores that are cosines.</param>
    /// <param name="k">1 to 1,000.</param>
    /// <exception cref="ArgumentException">The query has another length, is zero or not finite, or k is out of bounds.</exception>
    IReadOnlyList<Neighbour> Search(ReadOnlySpan<float> query, int k);

    /// <summary>As <see cref="Search"/>, for many queries at once on all cores.</summary>
    /// <param name="queries">Row-major, count × <see cref="Dimensions"/>.</param>
    /// <param name="k">1 to 1,000.</param>
    /// <param name="cancellationToken">Looked at between blocks of queries.</param>
    /// <exception cref="ArgumentException">A query has another length, is zero or not finite, or k is out of bounds.</exception>
    NearestRows TopK(ReadOnlyMemory<float> queries, int k, CancellationToken cancellationToken = default);
}
