using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Notify.Storage.Streams;

/// <summary>A record's headers, read once somebody asks for one: of most records nobody does.</summary>
internal sealed class RecordHeaders : IReadOnlyDictionary<string, string>
{
    private readonly ReadOnlyMemory<byte> packed;
    private KeyValuePair<string, string>[]? read;

    private RecordHeaders(ReadOnlyMemory<byte> packed) => this.packed = packed;

    public int Count => All.Length;

    public IEnumerable<string> Keys => All.Select(header => header.Key);

    public IEnumerable<string> Values => All.Select(header => header.Value);

    // Few as they are, they are found as fast without a hash table
    private KeyValuePair<string, string>[] All => read ??= Distinct(RecordFormat.ReadHeaders(packed.Span));

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no header '{key}'.");

    /// <summary>Of names given twice the last counts; null where there are none.</summary>
    /// <param name="packed">As <see cref="RecordFormat"/> writes headers: their number, and name and value of each.</param>
    public static RecordHeaders? Of(ReadOnlyMemory<byte> packed) => packed.Span[0] == 0 ? null : new RecordHeaders(packed);

    public bool ContainsKey(string key) => IndexOf(All, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var place = IndexOf(All, key);
        value = place < 0 ? null : All[place].Value;
        return place >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)All).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static KeyValuePair<string, string>[] Distinct(KeyValuePair<string, string>[] headers)
    {
        for (var i = 1; i < headers.Length; i++)
        {
            if (IndexOf(headers.AsSpan(0, i), headers[i].Key) >= 0)
            {
                return [.. headers.Reverse().DistinctBy(header => header.Key, StringComparer.Ordinal).Reverse()];
            }
        }

        return headers;
    }

    private static int IndexOf(ReadOnlySpan<KeyValuePair<string, string>> headers, string name)
    {
        for (var i = 0; i < headers.Length; i++)
        {
            if (string.Equals(headers[i].Key, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
