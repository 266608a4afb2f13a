using System.Numerics.Tensors;
using Notify.Domain.Vectors;

namespace Notify.Embeddings.Tests.Search;

internal static class RandomVectors
{
    public static float[] Unit(Random random, int dimensions = 384)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            vector[i] = (float)(random.NextDouble() - 0.5);
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    public static EmbeddingRow Row(string id, float[] vector) =>
        new() { Id = id, Embedding = vector, ModelVersion = "test-1", SourceHash = "", UpdatedAt = DateTimeOffset.UnixEpoch };

    public static EmbeddingRow[] Rows(Random random, int count, int dimensions = 384) =>
        [.. Enumerable.Range(0, count).Select(i => Row($"C{i:00000}", Unit(random, dimensions)))];

    public static T[] Shuffled<T>(this T[] items, Random random)
    {
        var copy = items.ToArray();
        random.Shuffle(copy);
        return copy;
    }
}
