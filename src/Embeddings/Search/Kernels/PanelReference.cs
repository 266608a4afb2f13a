namespace Notify.Embeddings.Search.Kernels;

/// <summary>One query against a panel, number by number: what the vectorised kernels must equal bit for bit.</summary>
internal static unsafe class PanelReference
{
    /// <summary>Dot products of queries with the vectors of a panel, each summed in the order of the dimensions by fused multiply-add.</summary>
    /// <param name="queries">Row-major, count × <paramref name="dimensions"/>.</param>
    /// <param name="panel"><paramref name="dimensions"/> × <see cref="PackedVectors.PanelWidth"/>.</param>
    /// <param name="dimensions">Numbers per vector.</param>
    /// <param name="scores">Row-major, count × <see cref="PackedVectors.PanelWidth"/>.</param>
    public static void Score(float* queries, float* panel, int dimensions, float* scores)
    {
        for (var column = 0; column < PackedVectors.PanelWidth; column++)
        {
            var sum = 0f;
            for (var d = 0; d < dimensions; d++)
            {
                sum = MathF.FusedMultiplyAdd(queries[d], panel[(d * PackedVectors.PanelWidth) + column], sum);
            }

            scores[column] = sum;
        }
    }
}
