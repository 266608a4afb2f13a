using System.Numerics.Tensors;

namespace Notify.Embeddings.Encoding;

/// <summary>Token vectors to one vector (Reimers and Gurevych, "Sentence-BERT", 2019).</summary>
internal static class MeanPooling
{
    /// <param name="tokens">Row-major, count × dimensions, without padding.</param>
    /// <param name="destination">The mean; as many numbers as there are dimensions.</param>
    public static void Pool(ReadOnlySpan<float> tokens, Span<float> destination)
    {
        destination.Clear();
        for (var start = 0; start < tokens.Length; start += destination.Length)
        {
            TensorPrimitives.Add(destination, tokens.Slice(start, destination.Length), destination);
        }

        TensorPrimitives.Divide(destination, tokens.Length / destination.Length, destination);
    }
}
