using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Notify.Embeddings.Search.Kernels;

/// <summary>Eight queries against a panel with 512-bit registers: 24 of the 32 hold sums, and every load serves eight multiplications.</summary>
/// <remarks>
/// The method holds no call: one would make the compiler spill the sums around it, at a quarter of the speed.
/// It is compiled for speed at once, so that the first batch after a start runs as fast as the last.
/// </remarks>
internal static unsafe class Panel512
{
    public const int Queries = 8;

    /// <inheritdoc cref="PanelReference.Score"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Score(float* queries, float* panel, int dimensions, float* scores)
    {
        Vector512<float> sum00 = default, sum01 = default, sum02 = default;
        Vector512<float> sum10 = default, sum11 = default, sum12 = default;
        Vector512<float> sum20 = default, sum21 = default, sum22 = default;
        Vector512<float> sum30 = default, sum31 = default, sum32 = default;
        Vector512<float> sum40 = default, sum41 = default, sum42 = default;
        Vector512<float> sum50 = default, sum51 = default, sum52 = default;
        Vector512<float> sum60 = default, sum61 = default, sum62 = default;
        Vector512<float> sum70 = default, sum71 = default, sum72 = default;
        var query0 = queries;
        var query1 = queries + (1 * dimensions);
        var query2 = queries + (2 * dimensions);
        var query3 = queries + (3 * dimensions);
        var query4 = queries + (4 * dimensions);
        var query5 = queries + (5 * dimensions);
        var query6 = queries + (6 * dimensions);
        var query7 = queries + (7 * dimensions);
        for (nint d = 0; d < dimensions; d++, panel += PackedVectors.PanelWidth)
        {
            var panel0 = Vector512.Load(panel);
            var panel1 = Vector512.Load(panel + 16);
            var panel2 = Vector512.Load(panel + 32);
            var q0 = Vector512.Create(query0[d]);
            sum00 = Vector512.FusedMultiplyAdd(q0, panel0, sum00);
            sum01 = Vector512.FusedMultiplyAdd(q0, panel1, sum01);
            sum02 = Vector512.FusedMultiplyAdd(q0, panel2, sum02);
            var q1 = Vector512.Create(query1[d]);
            sum10 = Vector512.FusedMultiplyAdd(q1, panel0, sum10);
            sum11 = Vector512.FusedMultiplyAdd(q1, panel1, sum11);
            sum12 = Vector512.FusedMultiplyAdd(q1, panel2, sum12);
            var q2 = Vector512.Create(query2[d]);
            sum20 = Vector512.FusedMultiplyAdd(q2, panel0, sum20);
            sum21 = Vector512.FusedMultiplyAdd(q2, panel1, sum21);
            sum22 = Vector512.FusedMultiplyAdd(q2, panel2, sum22);
            var q3 = Vector512.Create(query3[d]);
            sum30 = Vector512.FusedMultiplyAdd(q3, panel0, sum30);
            sum31 = Vector512.FusedMultiplyAdd(q3, panel1, sum31);
            sum32 = Vector512.FusedMultiplyAdd(q3, panel2, sum32);
            var q4 = Vector512.Create(query4[d]);
            sum40 = Vector512.FusedMultiplyAdd(q4, panel0, sum40);
            sum41 = Vector512.FusedMultiplyAdd(q4, panel1, sum41);
            sum42 = Vector512.FusedMultiplyAdd(q4, panel2, sum42);
            var q5 = Vector512.Create(query5[d]);
            sum50 = Vector512.FusedMultiplyAdd(q5, panel0, sum50);
            sum51 = Vector512.FusedMultiplyAdd(q5, panel1, sum51);
            sum52 = Vector512.FusedMultiplyAdd(q5, panel2, sum52);
            var q6 = Vector512.Create(query6[d]);
            sum60 = Vector512.FusedMultiplyAdd(q6, panel0, sum60);
            sum61 = Vector512.FusedMultiplyAdd(q6, panel1, sum61);
            sum62 = Vector512.FusedMultiplyAdd(q6, panel2, sum62);
            var q7 = Vector512.Create(query7[d]);
            sum70 = Vector512.FusedMultiplyAdd(q7, panel0, sum70);
            sum71 = Vector512.FusedMultiplyAdd(q7, panel1, sum71);
            sum72 = Vector512.FusedMultiplyAdd(q7, panel2, sum72);
        }

        sum00.Store(scores);
        sum01.Store(scores + 16);
        sum02.Store(scores + 32);
        sum10.Store(scores + 48);
        sum11.Store(scores + 64);
        sum12.Store(scores + 80);
        sum20.Store(scores + 96);
        sum21.Store(scores + 112);
        sum22.Store(scores + 128);
        sum30.Store(scores + 144);
        sum31.Store(scores + 160);
        sum32.Store(scores + 176);
        sum40.Store(scores + 192);
        sum41.Store(scores + 208);
        sum42.Store(scores + 224);
        sum50.Store(scores + 240);
        sum51.Store(scores + 256);
        sum52.Store(scores + 272);
        sum60.Store(scores + 288);
        sum61.Store(scores + 304);
        sum62.Store(scores + 320);
        sum70.Store(scores + 336);
        sum71.Store(scores + 352);
        sum72.Store(scores + 368);
    }
}
