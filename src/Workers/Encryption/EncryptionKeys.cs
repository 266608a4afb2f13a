using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Notify.Workers.Encryption;

/// <summary>AES-256 keys by id, one of which is active: it encrypts, the others only decrypt what they once encrypted.</summary>
public sealed class EncryptionKeys
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    private const int MostIdCharacters = 64;
    private const string ActiveEntry = "active=";

    private readonly FrozenDictionary<string, byte[]> keys;

    private EncryptionKeys(string activeId, IReadOnlyDictionary<string, byte[]> keys)
    {
        ActiveId = activeId;
        this.keys = keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Id of the key that encrypts.</summary>
    public string ActiveId { get; }

    /// <summary>Every id.</summary>
    public IReadOnlyCollection<string> Ids => keys.Keys;

    internal ReadOnlySpan<byte> Active => keys[ActiveId];

    /// <summary>Reads keys from text: entries <c>id:base64</c>, separated by commas or line ends, and <c>active=id</c> where there are several. Lines may be comments (<c>#</c>).</summary>
    /// <param name="text">The entries.</param>
    /// <param name="source">Where they come from, for error messages, which never show the entries themselves.</param>
    /// <exception cref="EncryptionKeysException">An entry is wrong, an id is there twice, or the active one is not named.</exception>
    public static EncryptionKeys Parse(string text, string source)
    {
        string? active = null;
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var number = 0;
        foreach (var entry in EntriesOf(text))
        {
            number++;
            if (entry.StartsWith(ActiveEntry, StringComparison.Ordinal))
            {
                active = entry[ActiveEntry.Length..].Trim();
                continue;
            }

            var (id, key) = ReadKey(entry, number, source);
            if (!keys.TryAdd(id, key))
            {
                throw new EncryptionKeysException($"{source} has two keys '{id}'. An id names one key for ever: give the new one a new id.");
            }
        }

        return new EncryptionKeys(ActiveOf(active, keys, source), keys);
    }

    internal bool TryFind(string id, [NotNullWhen(true)] out byte[]? key) => keys.TryGetValue(id, out key);

    private static IEnumerable<string> EntriesOf(string text) => text
        .Split('\n')
        .Where(line => !line.TrimStart().StartsWith('#'))
        .SelectMany(line => line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(entry => entry.Length > 0);

    private static (string Id, byte[] Key) ReadKey(string entry, int number, string source)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        var id = colon < 0 ? "" : entry[..colon].Trim();
        if (id.Length is 0 or > MostIdCharacters || !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'))
        {
            throw new EncryptionKeysException(
                $"Entry {number} of {source} is not of the form id:base64, with an id of 1 to {MostIdCharacters} letters, digits, dots, dashes or underscores.");
        }

        var key = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(entry[(colon + 1)..].Trim(), key, out var length) && length == KeyBytes
            ? (id, key[..KeyBytes])
            : throw new EncryptionKeysException(
                $"Key '{id}' in {source} is not the base64 of {KeyBytes} bytes. Make one with: openssl rand -base64 {KeyBytes}");
    }

    private static string ActiveOf(string? named, Dictionary<string, byte[]> keys, string source) => named switch
    {
        _ when keys.Count == 0 => throw new EncryptionKeysException($"{source} holds no key. Write one as id:base64, made with: openssl rand -base64 {KeyBytes}"),
        null when keys.Count == 1 => keys.Keys.Single(),
        null => throw new EncryptionKeysException($"{source} holds {keys.Count} keys; say which one encrypts with an entry {ActiveEntry}ID (one of {string.Join(", ", keys.Keys)})."),
        _ when keys.ContainsKey(named) => named,
        _ => throw new EncryptionKeysException($"{source} names '{named}' as the active key, and has no key of that id; it has {string.Join(", ", keys.Keys)}."),
    };
}
