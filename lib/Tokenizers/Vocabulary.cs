using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>Tokens by spelling; a token's id is its line number, counted from zero.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private Vocabulary(Dictionary<string, int> ids)
    {
        this.ids = ids;
        lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static Vocabulary Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: -1, leaveOpen: true);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; reader.ReadLine() is { } token; id++)
        {
            if (token.Length > 0)
            {
                ids[token] = id;
            }
        }

        return new Vocabulary(ids);
    }

    public bool TryGetId(ReadOnlySpan<char> token, out int id) => lookup.TryGetValue(token, out id);

    /// <exception cref="ArgumentException">The vocabulary lacks the token.</exception>
    public int Special(string token) => ids.TryGetValue(token, out var id)
        ? id
        : throw new ArgumentException($"The special token '{token}' is not in the vocabulary of {ids.Count} tokens; name the right one in BertOptions.");
}
