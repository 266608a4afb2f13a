namespace Microsoft.ML.Tokenizers;

/// <summary>How words are cut into pieces of the vocabulary.</summary>
public class WordPieceOptions
{
    /// <summary>Token for a word that the vocabulary cannot spell.</summary>
    public string UnknownToken { get; set; } = "[UNK]";

    /// <summary>Marks a piece that continues a word.</summary>
    public string ContinuingSubwordPrefix { get; set; } = "##";

    /// <summary>A longer word, in UTF-16 units, becomes the unknown token as a whole.</summary>
    public int MaxInputCharsPerWord { get; set; } = 100;
}
