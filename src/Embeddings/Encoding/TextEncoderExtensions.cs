namespace Notify.Embeddings.Encoding;

/// <summary>Shorter ways to call an encoder.</summary>
public static class TextEncoderExtensions
{
    /// <summary>One L2-normalised vector per text, in the order of the texts.</summary>
    /// <inheritdoc cref="ITextEncoder.Encode"/>
    public static IReadOnlyList<float[]> Encode(this ITextEncoder encoder, IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var matrix = new float[texts.Count * encoder.Dimensions];
        encoder.Encode(texts, matrix, cancellationToken);
        return [.. matrix.Chunk(encoder.Dimensions)];
    }

    /// <summary>The L2-normalised vector of one text.</summary>
    /// <inheritdoc cref="ITextEncoder.Encode"/>
    public static float[] Encode(this ITextEncoder encoder, string text, CancellationToken cancellationToken = default)
    {
        var vector = new float[encoder.Dimensions];
        encoder.Encode([text], vector, cancellationToken);
        return vector;
    }
}
