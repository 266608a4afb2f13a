using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts normalised text into words and single punctuation marks.</summary>
/// <param name="specialTokens">Spellings kept whole; empty to treat them as text.</param>
internal sealed class WordSplitter(IReadOnlyList<string> specialTokens)
{
    public IEnumerable<Range> Split(string text)
    {
        var start = 0;
        var position = 0;
        while (position < text.Length)
        {
            var length = Boundary(text, position, out var isWord);
            if (length == 0)
            {
                position += RuneLength(text, position);
                continue;
            }

            if (start < position)
            {
                yield return start..position;
            }

            if (isWord)
            {
                yield return position..(position + length);
            }

            position += length;
            start = position;
        }

        if (start < text.Length)
        {
            yield return start..text.Length;
        }
    }

    // 0 where a word goes on; otherwise the length of what ends it: white space, or a mark or special token that is a word itself.
    private int Boundary(string text, int position, out bool isWord)
    {
        isWord = true;
        foreach (var token in specialTokens)
        {
            if (string.CompareOrdinal(text, position, token, 0, token.Length) == 0)
            {
                return token.Length;
            }
        }

        if (!Rune.TryGetRuneAt(text, position, out var rune))
        {
            return 0;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            isWord = false;
            return rune.Utf16SequenceLength;
        }

        return IsPunctuation(rune) ? rune.Utf16SequenceLength : 0;
    }

    private static int RuneLength(string text, int position) =>
        Rune.TryGetRuneAt(text, position, out var rune) ? rune.Utf16SequenceLength : 1;

    // BERT counts every ASCII sign that is no letter, digit or space as punctuation, also those that Unicode calls symbols ($, +, ^).
    private static bool IsPunctuation(Rune rune) =>
        rune.Value is >= 33 and <= 47 or >= 58 and <= 64 or >= 91 and <= 96 or >= 123 and <= 126 || Rune.IsPunctuation(rune);
}
