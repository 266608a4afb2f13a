using System.Runtime.Intrinsics;
using Notify.Embeddings.Search;
using Notify.Embeddings.Search.Kernels;

namespace Notify.Embeddings.Tests.Search;

public sealed unsafe class PanelKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(384)]
    public void Score_EachKernel_EqualsTheReferenceBitForBit(int dimensions)
    {
        Assert.SkipUnless(Vector256.IsHardwareAccelerated, "The processor has no 256-bit vectors.");
        var random = new Random(dimensions);
        var queries = Numbers(random, Panel512.Queries * dimensions);
        var panel = Numbers(random, dimensions * PackedVectors.PanelWidth);
        var expected = Score(queries, panel, dimensions, Panel512.Queries, 1, &PanelReference.Score);

        Assert.Equal(expected, Score(queries, panel, dimensions, Panel512.Queries, 1, &PanelSingle.Score));
        Assert.Equal(expected, Score(queries, panel, dimensions, Panel512.Queries, Panel256.Queries, &Panel256.Score));
        if (Vector512.IsHardwareAccelerated)
        {
            Assert.Equal(expected, Score(queries, panel, dimensions, Panel512.Queries, Panel512.Queries, &Panel512.Score));
        }
    }

    private static float[] Score(float[] queries, float[] panel, int dimensions, int count, int step, delegate*<float*, float*, int, float*, void> kernel)
    {
        var scores = new float[count * PackedVectors.PanelWidth];
        fixed (float* q = queries, p = panel, s = scores)
        {
            for (var i = 0; i < count; i += step)
            {
                kernel(q + (i * dimensions), p, dimensions, s + (i * PackedVectors.PanelWidth));
            }
        }

        return scores;
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
}
