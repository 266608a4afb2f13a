using Microsoft.ML.Tokenizers;

namespace Notify.Embeddings.Encoding;

/// <summary>Texts to the token ids an encoder was trained on.</summary>
internal sealed class TextTokenizer
{
    private readonly BertTokenizer tokenizer;
    private readonly bool foldAccents;
    private readonly int maxTokens;

    /// <param name="vocabulary">UTF-8, one token a line.</param>
    /// <param name="lowerCase">Whether the vocabulary is uncased; uncased models also know no accents.</param>
    /// <param name="maxTokens">Bound per text, special tokens included.</param>
    public TextTokenizer(Stream vocabulary, bool lowerCase, int maxTokens)
    {
        // A product called "[SEP]" is a product, not an instruction to the model
        tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = lowerCase, SplitOnSpecialTokens = false });
        foldAccents = lowerCase;
        this.maxTokens = maxTokens;
    }

    /// <summary>Classification token, words, separator; words that do not fit whole are left out.</summary>
    public IReadOnlyList<int> Encode(string text) =>
        tokenizer.EncodeToIds(foldAccents ? AccentFolding.Fold(text) : text, maxTokens, out _, out _);
}
