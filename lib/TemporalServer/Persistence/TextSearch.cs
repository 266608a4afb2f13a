using System.Text;
using Microsoft.Data.Sqlite;

namespace TemporalServer.Persistence;

/// <summary>
/// Search in text by word, as Temporal's Text attributes have it: letters and digits make words, case does not matter,
/// and text matches when it holds at least one of the words asked for.
/// </summary>
internal static class TextSearch
{
    /// <summary>Gives a connection the SQL function <c>has_word(text, words)</c>.</summary>
    public static void Register(SqliteConnection connection) =>
        connection.CreateFunction<string?, string?, bool>("has_word", static (text, words) => HasWord(text, words), isDeterministic: true);

    /// <summary>Whether a text holds one of the words.</summary>
    public static bool HasWord(string? text, string? words)
    {
        if (text is null || words is null)
        {
            return false;
        }

        HashSet<string> wanted = [.. Words(words)];
        return Words(text).Any(wanted.Contains);
    }

    /// <summary>The words of a text, in lower case.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
