namespace Notify.Embeddings.Encoding;

/// <summary>Which encoder to use, and how much of the machine.</summary>
public sealed record EncoderOptions
{
    /// <summary>
    /// Folder with <c>model.onnx</c>, <c>vocab.txt</c> and optionally <c>config.json</c>; any MiniLM-shaped model of 384 dimensions will do.
    /// Default: the shipped model beside the application.
    /// </summary>
    public string ModelFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "models", "encoder");

    /// <summary>Texts encoded at the same time, one core each; 0 (the default) for all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Tokens per text, the two special ones included; longer texts are cut off at a word. 3 to 512; default 128.</summary>
    public int MaxTokens { get; init; } = 128;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ModelFolder);
        if (Threads is < 0 or > 1024)
        {
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "Encoder threads must be 0 (all cores) to 1024.");
        }

        if (MaxTokens is < 3 or > 512)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxTokens), MaxTokens, "MaxTokens must be 3 to 512; two are taken by the special tokens.");
        }
    }
}
