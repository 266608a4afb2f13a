using System.Text;

namespace Notify.Workflows.Visibility;

/// <summary>One line for people about a workflow, an activity or a timer.</summary>
internal static class Summary
{
    // Servers take 400 bytes, and encryption adds to what is sent
    private const int MostBytes = 180;

    /// <summary>The text, cut where it would be too long: an id or a file name may be of any length.</summary>
    public static string Of(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes)
        {
            return text;
        }

        var length = 0;
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes - Encoding.UTF8.GetByteCount("…"))
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return $"{text[..length]}…";
    }
}
