using System.Globalization;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>The clean-up that BERT's basic tokenisation does before it cuts words.</summary>
internal sealed class BertNormalizer(bool lowerCase, bool separateCjk, bool removeMarks)
{
    public string Normalize(ReadOnlySpan<char> text)
    {
        var cleaned = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(cleaned, rune);
        }

        return removeMarks ? WithoutMarks(cleaned.ToString()) : cleaned.ToString();
    }

    private void Append(StringBuilder cleaned, Rune rune)
    {
        if (IsWhiteSpace(rune))
        {
            cleaned.Append(' ');
        }
        else if (rune.Value is 0 or 0xFFFD || IsControl(rune))
        {
        }
        else if (separateCjk && IsCjk(rune.Value))
        {
            cleaned.Append(' ').Append(rune).Append(' ');
        }
        else
        {
            cleaned.Append(lowerCase ? Rune.ToLowerInvariant(rune) : rune);
        }
    }

    private static string WithoutMarks(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }

    private static bool IsWhiteSpace(Rune rune) =>
        rune.Value is ' ' or '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    private static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    // The ideograph blocks that the BERT paper's tokenizer separates; kana and hangul are written in words and stay whole.
    private static bool IsCjk(int codePoint) => codePoint is
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or
        >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2CEAF or >= 0x2F800 and <= 0x2FA1F;
}
