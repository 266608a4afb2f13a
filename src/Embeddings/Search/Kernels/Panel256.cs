using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Notify.Embeddings.Search.Kernels;

/// <summary>Two queries against a panel with 256-bit registers: 12 of the 16 hold sums.</summary>
/// <remarks>The method holds no call: one would make the compiler spill the sums around it.</remarks>
internal static unsafe class Panel256
{
    public const int Queries = 2;

    /// <inheritdoc cref="PanelReference.Score"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Score(float* queries, float* panel, int dimensions, float* scores)
    {
        Vector256<float> sum00 = default, sum01 = default, sum02 = default, sum03 = default, sum04 = default, sum05 = default;
        Vector256<float> sum10 = default, sum11 = default, sum12 = default, sum13 = default, sum14 = default, sum15 = default;
        var second = queries + dimensions;
        for (nint d = 0; d < dimensions; d++, panel += PackedVectors.PanelWidth)
        {
            var q0 = Vector256.Create(queries[d]);
            var q1 = Vector256.Create(second[d]);
            var panel0 = Vector256.Load(panel);
            sum00 = Vector256.FusedMultiplyAdd(q0, panel0, sum00);
            sum10 = Vector256.FusedMultiplyAdd(q1, panel0, sum10);
            var panel1 = Vector256.Load(panel + 8);
            sum01 = Vector256.FusedMultiplyAdd(q0, panel1, sum01);
            sum11 = Vector256.FusedMultiplyAdd(q1, panel1, sum11);
            var panel2 = Vector256.Load(panel + 16);
            sum02 = Vector256.FusedMultiplyAdd(q0, panel2, sum02);
            sum12 = Vector256.FusedMultiplyAdd(q1, panel2, sum12);
            var panel3 = Vector256.Load(panel + 24);
            sum03 = Vector256.FusedMultiplyAdd(q0, panel3, sum03);
            sum13 = Vector256.FusedMultiplyAdd(q1, panel3, sum13);
            var panel4 = Vector256.Load(panel + 32);
            sum04 = Vector256.FusedMultiplyAdd(q0, panel4, sum04);
            sum14 = Vector256.FusedMultiplyAdd(q1, panel4, sum14);
            var panel5 = Vector256.Load(panel + 40);
            sum05 = Vector256.FusedMultiplyAdd(q0, panel5, sum05);
            sum15 = Vector256.FusedMultiplyAdd(q1, panel5, sum15);
        }

        sum00.Store(scores);
        sum01.Store(scores + 8);
        sum02.Store(scores + 16);
        sum03.Store(scores + 24);
        sum04.Store(scores + 32);
        sum05.Store(scores + 40);
        sum10.Store(scores + 48);
        sum11.Store(scores + 56);
        sum12.Store(scores + 64);
        sum13.Store(scores + 72);
        sum14.Store(scores + 80);
        sum15.Store(scores + 88);
    }
}
