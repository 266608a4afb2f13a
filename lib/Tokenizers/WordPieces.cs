namespace Microsoft.ML.Tokenizers;

/// <summary>Spells a word with the longest pieces of the vocabulary, from its beginning.</summary>
/// <param name="vocabulary">Pieces; those that continue a word carry the prefix.</param>
/// <param name="options">Prefix and longest word.</param>
/// <param name="unknownId">For a word that cannot be spelled.</param>
/// <param name="wholeWords">Words with an id of their own, by their normalised spelling.</param>
internal sealed class WordPieces(Vocabulary vocabulary, WordPieceOptions options, int unknownId, IReadOnlyDictionary<string, int> wholeWords)
{
    /// <summary>Appends the word's ids.</summary>
    /// <returns>false, with nothing appended, when they would exceed <paramref name="limit"/> in all.</returns>
    public bool TryAppend(ReadOnlySpan<char> word, List<int> ids, int limit)
    {
        var before = ids.Count;
        if (!TrySpell(word, ids))
        {
            ids.RemoveRange(before, ids.Count - before);
            ids.Add(unknownId);
        }

        if (ids.Count <= limit)
        {
            return true;
        }

        ids.RemoveRange(before, ids.Count - before);
        return false;
    }

    private bool TrySpell(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length > options.MaxInputCharsPerWord)
        {
            return false;
        }

        if (wholeWords.Count > 0 && wholeWords.TryGetValue(word.ToString(), out var whole))
        {
            ids.Add(whole);
            return true;
        }

        var prefix = options.ContinuingSubwordPrefix;
        Span<char> piece = stackalloc char[prefix.Length + word.Length];
        prefix.CopyTo(piece);
        for (var start = 0; start < word.Length;)
        {
            var end = word.Length;
            int id;
            while (!vocabulary.TryGetId(Candidate(word[start..end], piece, start == 0 ? 0 : prefix.Length), out id))
            {
                end--;
                if (end == start)
                {
                    return false;
                }
            }

            ids.Add(id);
            start = end;
        }

        return true;
    }

    private static ReadOnlySpan<char> Candidate(ReadOnlySpan<char> part, Span<char> buffer, int prefixLength)
    {
        if (prefixLength == 0)
        {
            return part;
        }

        part.CopyTo(buffer[prefixLength..]);
        return buffer[..(prefixLength + part.Length)];
    }
}
