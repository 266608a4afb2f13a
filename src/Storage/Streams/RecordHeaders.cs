using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Notify.Storage.Streams;

/// <summary>A record's headers, few as they are: a third of the memory of a hash table, of which every record waiting to be taken in would have one.</summary>
internal sealed class RecordHeaders(KeyValuePair<string, string>[] headers) : IReadOnlyDictionary<string, string>
{
    public int Count => headers.Length;

    public IEnumerable<string> Keys => headers.Select(header => header.Key);

    public IEnumerable<string> Values => headers.Select(header => header.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no header '{key}'.");

    /// <summary>Of names given twice the last counts; null where there are none.</summary>
    public static RecordHeaders? Of(KeyValuePair<string, string>[] headers)
    {
        for (var i = 1; i < headers.Length; i++)
        {
            if (IndexOf(headers.AsSpan(0, i), headers[i].Key) >= 0)
            {
                return new RecordHeaders([.. headers.Reverse().DistinctBy(header => header.Key, StringComparer.Ordinal).Reverse()]);
            }
        }

        return headers.Length == 0 ? null : new RecordHeaders(headers);
    }

    public bool ContainsKey(string key) => IndexOf(headers, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var place = IndexOf(headers, key);
        value = place < 0 ? null : headers[place].Value;
        return place >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)headers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

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
