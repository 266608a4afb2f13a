namespace Microsoft.ML.Tokenizers;

/// <summary>Options of <see cref="BertTokenizer"/>.</summary>
public sealed class BertOptions : WordPieceOptions
{
    /// <summary>Lower-case the text first, as uncased models expect.</summary>
    public bool LowerCaseBeforeTokenization { get; set; } = true;

    /// <summary>Recognise special tokens, such as <c>[SEP]</c>, where the text spells them out.</summary>
    public bool SplitOnSpecialTokens { get; set; } = true;

    /// <summary>Ends every sequence.</summary>
    public string SeparatorToken { get; set; } = "[SEP]";

    /// <summary>Fills shorter sequences of a batch.</summary>
    public string PaddingToken { get; set; } = "[PAD]";

    /// <summary>Begins every sequence.</summary>
    public string ClassificationToken { get; set; } = "[CLS]";

    /// <summary>Stands for a hidden token in training.</summary>
    public string MaskingToken { get; set; } = "[MASK]";

    /// <summary>Make a word of each CJK ideograph.</summary>
    public bool IndividuallyTokenizeCjk { get; set; } = true;

    /// <summary>Drop accents: decompose canonically, then remove non-spacing marks. Under invariant globalization .NET decomposes nothing.</summary>
    public bool RemoveNonSpacingMarks { get; set; }
}
