using Notify.Domain.Vectors;
using Notify.Embeddings.Search;

namespace Notify.Embeddings.Tests.Search;

/// <summary>Nearest vectors by sorting all scores, each a plain loop in the order of the dimensions.</summary>
internal static class ReferenceSearch
{
    public static IEnumerable<Neighbour> Nearest(IEnumerable<EmbeddingRow> rows, float[] query, int k) => rows
        .Select(row => new Neighbour(row.Id, Dot(row.Embedding.Span, query)))
        .OrderByDescending(neighbour => neighbour.Score)
        .ThenBy(neighbour => neighbour.Id, StringComparer.Ordinal)
        .Take(k);

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0f;
        for (var i = 0; i < left.Length; i++)
        {
            sum = MathF.FusedMultiplyAdd(left[i], right[i], sum);
        }

        return sum;
    }
}
