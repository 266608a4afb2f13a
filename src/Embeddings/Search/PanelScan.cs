using System.Numerics;
using System.Runtime.Intrinsics;
using Notify.Embeddings.Search.Kernels;

namespace Notify.Embeddings.Search;

/// <summary>Runs a block of queries over all panels and keeps the best rows of each.</summary>
internal static unsafe class PanelScan
{
    private const int MaxQueries = Panel512.Queries;

    /// <param name="queries">Row-major, count × dimensions.</param>
    /// <param name="count">Queries in the block.</param>
    public static void Scan(ReadOnlySpan<float> queries, int count, PackedVectors vectors, BestRows best)
    {
        var buffer = stackalloc float[MaxQueries * PackedVectors.PanelWidth];
        var dimensions = vectors.Dimensions;
        fixed (float* query = queries, panels = vectors.Panels)
        {
            var panel = panels;
            for (var row = 0; row < vectors.Count; row += PackedVectors.PanelWidth, panel += PackedVectors.PanelWidth * dimensions)
            {
                var columns = Math.Min(PackedVectors.PanelWidth, vectors.Count - row);
                for (var q = 0; q < count;)
                {
                    var scored = Score(query + ((nint)q * dimensions), count - q, panel, dimensions, buffer);
                    for (var i = 0; i < scored; i++)
                    {
                        Select(buffer + (i * PackedVectors.PanelWidth), columns, q + i, row, best);
                    }

                    q += scored;
                }
            }
        }
    }

    // How many queries it scored: as many as the widest kernel that finds enough of them takes
    private static int Score(float* queries, int count, float* panel, int dimensions, float* scores)
    {
        if (Vector512.IsHardwareAccelerated && count >= Panel512.Queries)
        {
            Panel512.Score(queries, panel, dimensions, scores);
            return Panel512.Queries;
        }

        if (!Vector256.IsHardwareAccelerated)
        {
            PanelReference.Score(queries, panel, dimensions, scores);
            return 1;
        }

        if (count >= Panel256.Queries)
        {
            Panel256.Score(queries, panel, dimensions, scores);
            return Panel256.Queries;
        }

        PanelSingle.Score(queries, panel, dimensions, scores);
        return 1;
    }

    private static void Select(float* scores, int columns, int query, int firstRow, BestRows best)
    {
        var better = Better(scores, best.Threshold(query)) & (ulong.MaxValue >> (64 - columns));
        for (; better != 0; better &= better - 1)
        {
            var column = BitOperations.TrailingZeroCount(better);
            if (scores[column] > best.Threshold(query))
            {
                best.Add(query, firstRow + column, scores[column]);
            }
        }
    }

    // One bit per column of the panel that scores more than the threshold
    private static ulong Better(float* scores, float threshold)
    {
        var bits = 0ul;
        if (Vector512.IsHardwareAccelerated)
        {
            var limit = Vector512.Create(threshold);
            for (var column = 0; column < PackedVectors.PanelWidth; column += Vector512<float>.Count)
            {
                bits |= Vector512.GreaterThan(Vector512.Load(scores + column), limit).ExtractMostSignificantBits() << column;
            }
        }
        else
        {
            var limit = Vector256.Create(threshold);
            for (var column = 0; column < PackedVectors.PanelWidth; column += Vector256<float>.Count)
            {
                bits |= (ulong)Vector256.GreaterThan(Vector256.Load(scores + column), limit).ExtractMostSignificantBits() << column;
            }
        }

        return bits;
    }
}
