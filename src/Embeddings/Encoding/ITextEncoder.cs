namespace Notify.Embeddings.Encoding;

/// <summary>Texts to unit vectors. Safe for concurrent use.</summary>
public interface ITextEncoder
{
    /// <summary>Name and content hash of the model; vectors of different versions are never compared.</summary>
    string ModelVersion { get; }

    /// <summary>Numbers per vector.</summary>
    int Dimensions { get; }

    /// <summary>Encodes each text by itself: its vector does not depend on the other texts of the call, nor on their order.</summary>
    /// <param name="texts">Any number of texts; what exceeds the model's token limit is cut off at a word.</param>
    /// <param name="destination">Row-major, count × <see cref="Dimensions"/>; filled with L2-normalised vectors.</param>
    /// <param name="cancellationToken">Looked at between texts; what was written till then stays.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another size, or a text is null or blank.</exception>
    void Encode(IReadOnlyList<string> texts, Memory<float> destination, CancellationToken cancellationToken = default);
}
