using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Notify.Embeddings.Search.Kernels;

/// <summary>One query against a panel with 256-bit registers, for single searches and for what a batch leaves over.</summary>
internal static unsafe class PanelSingle
{
    /// <inheritdoc cref="PanelReference.Score"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Score(float* queries, float* panel, int dimensions, float* scores)
    {
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default;
        for (nint d = 0; d < dimensions; d++, panel += PackedVectors.PanelWidth)
        {
            var q = Vector256.Create(queries[d]);
            sum0 = Vector256.FusedMultiplyAdd(q, Vector256.Load(panel), sum0);
            sum1 = Vector256.FusedMultiplyAdd(q, Vector256.Load(panel + 8), sum1);
            sum2 = Vector256.FusedMultiplyAdd(q, Vector256.Load(panel + 16), sum2);
            sum3 = Vector256.FusedMultiplyAdd(q, Vector256.Load(panel + 24), sum3);
            sum4 = Vector256.FusedMultiplyAdd(q, Vector256.Load(panel + 32), sum4);
            sum5 = Vector256.FusedMultiplyAdd(q, Vector256.Load(panel + 40), sum5);
        }

        sum0.Store(scores);
        sum1.Store(scores + 8);
        sum2.Store(scores + 16);
        sum3.Store(scores + 24);
        sum4.Store(scores + 32);
        sum5.Store(scores + 40);
    }
}
