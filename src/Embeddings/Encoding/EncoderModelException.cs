namespace Notify.Embeddings.Encoding;

/// <summary>The model folder does not hold an encoder that can be used; the message says what is wrong and where.</summary>
public sealed class EncoderModelException : Exception
{
    /// <inheritdoc cref="Exception(string, Exception)"/>
    public EncoderModelException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
