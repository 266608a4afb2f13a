using Notify.Embeddings.Encoding;

namespace Notify.Activities.Tests.Shop;

/// <summary>Counts words by their hash: quick, and texts that share words are near each other.</summary>
internal sealed class WordEncoder(string modelVersion = "words-1") : ITextEncoder
{
    private int encoded;

    public string ModelVersion => modelVersion;

    public int Dimensions => 64;

    /// <summary>How many texts were encoded so far.</summary>
    public int Encoded => encoded;

    public void Encode(IReadOnlyList<string> texts, Memory<float> destination, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            var vector = destination.Span.Slice(i * Dimensions, Dimensions);
            vector.Clear();
            foreach (var word in texts[i].ToLowerInvariant().Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries))
            {
                vector[(int)(Hash(word) % (uint)Dimensions)]++;
            }

            var length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares(vector));
            System.Numerics.Tensors.TensorPrimitives.Divide(vector, length, vector);
            Interlocked.Increment(ref encoded);
        }
    }

    private static uint Hash(string word) => word.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}
