namespace Notify.Domain.Ingestion;

/// <summary>Finds the column that a shop may have renamed, to name it in the message. Nothing is renamed by it.</summary>
public static class ColumnSuggestion
{
    // Words that shops use for one another, each with the word of our own columns.
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["customer"] = "user", ["client"] = "user", ["buyer"] = "user", ["member"] = "user", ["account"] = "user", ["person"] = "user",
        ["item"] = "product", ["article"] = "product", ["sku"] = "product", ["goods"] = "product",
        ["order"] = "purchase", ["transaction"] = "purchase", ["invoice"] = "purchase", ["sale"] = "purchase",
        ["promotion"] = "campaign", ["promo"] = "campaign",
        ["qty"] = "quantity", ["count"] = "quantity", ["pieces"] = "quantity", ["cost"] = "price", ["unitprice"] = "price", ["amount"] = "total",
        ["time"] = "date", ["timestamp"] = "date", ["day"] = "date", ["at"] = "date", ["on"] = "date",
        ["key"] = "id", ["number"] = "id", ["no"] = "id", ["nr"] = "id", ["code"] = "id", ["uid"] = "id",
        ["signup"] = "created", ["registered"] = "created", ["registration"] = "created", ["joined"] = "created",
        ["begin"] = "start", ["from"] = "start", ["until"] = "end", ["to"] = "end", ["finish"] = "end", ["title"] = "name", ["label"] = "name",
    };

    /// <summary>The column of the file that most probably holds what is missing; null where none is near.</summary>
    /// <param name="missing">The column that the file lacks.</param>
    /// <param name="candidates">Columns of the file that nothing else was found in.</param>
    public static string? For(string missing, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Name: candidate, Likeness: Likeness(missing, candidate)))
        .Where(candidate => candidate.Likeness >= 0.6)
        .OrderByDescending(candidate => candidate.Likeness)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    private static double Likeness(string wanted, string candidate)
    {
        var (words, others) = (Words(wanted), Words(candidate));
        var shared = words.Intersect(others, StringComparer.Ordinal).Count();
        var byWords = 2.0 * shared / (words.Count + others.Count);
        var (plain, other) = (string.Concat(words), string.Concat(others));
        var byLetters = 1 - ((double)Distance(plain, other) / Math.Max(plain.Length, other.Length));
        return Math.Max(byWords > 0.5 ? byWords : 0, byLetters);
    }

    /// <summary>The words of a name, where it was written userId, user_id or "User ID", in our own vocabulary.</summary>
    private static HashSet<string> Words(string name)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsLetterOrDigit(name[i]) || (char.IsUpper(name[i]) && char.IsLower(name[i - 1]));
            if (ends)
            {
                var word = FileHeader.Plain(name[start..i].Trim('.', '/', '#', '(', ')'));
                if (word.Length > 0)
                {
                    words.Add(Synonyms.GetValueOrDefault(word, word));
                }

                start = i;
            }
        }

        return words.Count > 0 ? words : [""];
    }

    /// <summary>Edit distance (Levenshtein 1966).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
