namespace Microsoft.ML.Tokenizers;

/// <summary>Text to token ids as BERT does it: basic tokenisation, then the longest matching word pieces. Safe for concurrent use.</summary>
/// <remarks>Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers" (2019); Wu et al., "Google's Neural Machine Translation System" (2016) for word pieces.</remarks>
public sealed class BertTokenizer
{
    private readonly BertNormalizer normalizer;
    private readonly WordSplitter splitter;
    private readonly WordPieces pieces;

    private BertTokenizer(Vocabulary vocabulary, BertOptions options)
    {
        SeparatorTokenId = vocabulary.Special(options.SeparatorToken);
        PaddingTokenId = vocabulary.Special(options.PaddingToken);
        ClassificationTokenId = vocabulary.Special(options.ClassificationToken);
        MaskingTokenId = vocabulary.Special(options.MaskingToken);
        UnknownTokenId = vocabulary.Special(options.UnknownToken);
        normalizer = new BertNormalizer(options.LowerCaseBeforeTokenization, options.IndividuallyTokenizeCjk, options.RemoveNonSpacingMarks);
        string[] special = [options.UnknownToken, options.SeparatorToken, options.PaddingToken, options.ClassificationToken, options.MaskingToken];
        var spelled = options.SplitOnSpecialTokens ? special : [];
        var byText = spelled.ToDictionary(token => options.LowerCaseBeforeTokenization ? token.ToLowerInvariant() : token, vocabulary.Special, StringComparer.Ordinal);
        splitter = new WordSplitter([.. byText.Keys]);
        pieces = new WordPieces(vocabulary, options, UnknownTokenId, byText);
    }

    /// <summary>Id of <see cref="BertOptions.SeparatorToken"/>.</summary>
    public int SeparatorTokenId { get; }

    /// <summary>Id of <see cref="BertOptions.PaddingToken"/>.</summary>
    public int PaddingTokenId { get; }

    /// <summary>Id of <see cref="BertOptions.ClassificationToken"/>.</summary>
    public int ClassificationTokenId { get; }

    /// <summary>Id of <see cref="BertOptions.MaskingToken"/>.</summary>
    public int MaskingTokenId { get; }

    /// <summary>Id of <see cref="WordPieceOptions.UnknownToken"/>.</summary>
    public int UnknownTokenId { get; }

    /// <param name="vocabFilePath">UTF-8, one token a line.</param>
    /// <param name="options">null for the defaults of an uncased model.</param>
    /// <exception cref="ArgumentException">The vocabulary lacks a special token.</exception>
    public static BertTokenizer Create(string vocabFilePath, BertOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(vocabFilePath);
        using var stream = File.OpenRead(vocabFilePath);
        return Create(stream, options);
    }

    /// <inheritdoc cref="Create(string, BertOptions?)"/>
    /// <param name="vocabStream">UTF-8, one token a line; left open.</param>
    public static BertTokenizer Create(Stream vocabStream, BertOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabStream);
        return new BertTokenizer(Vocabulary.Read(vocabStream), options ?? new BertOptions());
    }

    /// <summary>Ids of the whole text, with the classification token before and the separator after it.</summary>
    public IReadOnlyList<int> EncodeToIds(string text) => EncodeToIds(text, addSpecialTokens: true);

    /// <summary>Ids of the whole text.</summary>
    public IReadOnlyList<int> EncodeToIds(string text, bool addSpecialTokens) =>
        EncodeToIds(text, int.MaxValue, addSpecialTokens, out _, out _);

    /// <inheritdoc cref="EncodeToIds(string, int, bool, out string?, out int)"/>
    public IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, out string? normalizedText, out int charsConsumed) =>
        EncodeToIds(text, maxTokenCount, addSpecialTokens: true, out normalizedText, out charsConsumed);

    /// <summary>Ids of as many words as fit whole.</summary>
    /// <param name="text">Any text; empty gives the special tokens alone.</param>
    /// <param name="maxTokenCount">Bound on the ids returned, special tokens included.</param>
    /// <param name="addSpecialTokens">Put the classification token before and the separator after.</param>
    /// <param name="normalizedText">The text as it was cut.</param>
    /// <param name="charsConsumed">How much of <paramref name="normalizedText"/> the ids cover.</param>
    public IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, bool addSpecialTokens, out string? normalizedText, out int charsConsumed)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokenCount);
        normalizedText = normalizer.Normalize(text);
        charsConsumed = 0;
        var room = maxTokenCount - (addSpecialTokens ? 2 : 0);
        if (room < 0)
        {
            return [];
        }

        var ids = new List<int>(32);
        foreach (var word in splitter.Split(normalizedText))
        {
            if (!pieces.TryAppend(normalizedText.AsSpan()[word], ids, room))
            {
                break;
            }

            charsConsumed = word.End.Value;
        }

        return addSpecialTokens ? [ClassificationTokenId, .. ids, SeparatorTokenId] : ids;
    }
}
