namespace Notify.Embeddings.Encoding;

/// <summary>A BERT-shaped sentence encoder of 384 dimensions, run by ONNX Runtime.</summary>
/// <remarks>
/// Texts are encoded one at a time on as many cores as allowed, not in padded batches. Quantised models scale their activations
/// over the whole batch, so that in a batch a text's vector would depend on its neighbours; alone it depends on the text only,
/// and a delta run gives the bytes a full run gave.
/// </remarks>
public sealed class TextEncoder : ITextEncoder, IDisposable
{
    /// <summary>Numbers per vector, as every embedding table holds them.</summary>
    public const int VectorDimensions = 384;

    private readonly EncoderNetwork network;
    private readonly TextTokenizer tokenizer;
    private readonly int threads;

    /// <param name="options">null for the shipped model on all cores.</param>
    /// <exception cref="EncoderModelException">The folder holds no usable encoder.</exception>
    public TextEncoder(EncoderOptions? options = null)
    {
        options ??= new EncoderOptions();
        options.Validate();
        var folder = EncoderFolder.Open(options.ModelFolder);
        ModelVersion = folder.Version;
        threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        tokenizer = OpenTokenizer(folder, Math.Min(options.MaxTokens, folder.TokenLimit));
        network = new EncoderNetwork(folder.ModelPath);
        try
        {
            network.Encode(tokenizer.Encode(""), new float[VectorDimensions]);
        }
        catch (Exception error)
        {
            network.Dispose();
            throw error as EncoderModelException ?? new EncoderModelException($"'{folder.ModelPath}' does not run: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public int Dimensions => VectorDimensions;

    /// <inheritdoc/>
    public void Encode(IReadOnlyList<string> texts, Memory<float> destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (destination.Length != (long)texts.Count * Dimensions)
        {
            throw new ArgumentException($"{texts.Count} texts need {(long)texts.Count * Dimensions} numbers; the destination has {destination.Length}.", nameof(destination));
        }

        for (var i = 0; i < texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i]))
            {
                throw new ArgumentException($"Text {i} of {texts.Count} is blank; it has no meaning to encode. Leave it out.", nameof(texts));
            }
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, texts.Count, options, i => network.Encode(tokenizer.Encode(texts[i]), destination.Span.Slice(i * Dimensions, Dimensions)));
        }
        catch (AggregateException error)
        {
            var first = error.InnerExceptions[0];
            throw new EncoderModelException($"Encoding failed: {first.Message}", first);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private static TextTokenizer OpenTokenizer(EncoderFolder folder, int maxTokens)
    {
        using var vocabulary = File.OpenRead(folder.VocabularyPath);
        try
        {
            return new TextTokenizer(vocabulary, folder.LowerCase, maxTokens);
        }
        catch (ArgumentException error)
        {
            throw new EncoderModelException($"'{folder.VocabularyPath}' is no BERT vocabulary: {error.Message}", error);
        }
    }
}
