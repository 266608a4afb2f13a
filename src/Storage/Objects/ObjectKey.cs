using System.Text;

namespace Notify.Storage.Objects;

/// <summary>What may be an object's key, the same for every adapter.</summary>
public static class ObjectKey
{
    /// <summary>Most UTF-8 bytes of a key, as in S3.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Most UTF-8 bytes of one part of a key, as in file systems.</summary>
    public const int MaxPartBytes = 255;

    /// <summary>Refuses what is no key.</summary>
    /// <exception cref="ArgumentException">The key is empty, too long, absolute, or has a part that is empty, <c>.</c> or <c>..</c>, or odd characters.</exception>
    public static void Require(string key)
    {
        if (Fault(key) is { } fault)
        {
            throw new ArgumentException($"'{key}' is no object key: {fault} A key is a relative path such as models/v1/index.bin.", nameof(key));
        }
    }

    /// <summary>Whether that may be an object's key.</summary>
    public static bool IsKey(string key) => Fault(key) is null;

    private static string? Fault(string key)
    {
        if (key.Length == 0)
        {
            return "it is empty.";
        }

        if (Encoding.UTF8.GetByteCount(key) > MaxBytes)
        {
            return $"it is longer than {MaxBytes} bytes.";
        }

        if (key.Any(character => char.IsControl(character) || character is '\\' or ':'))
        {
            return "it holds a control character, a backslash or a colon.";
        }

        if (HasNoUtf8(key))
        {
            return "it holds half a surrogate pair or U+FFFE or U+FFFF.";
        }

        var parts = key.Split('/');
        if (parts.Any(part => part is "" or "." or ".."))
        {
            return "a part of it is empty, '.' or '..'.";
        }

        return parts.Any(part => Encoding.UTF8.GetByteCount(part) > MaxPartBytes) ? $"a part of it is longer than {MaxPartBytes} bytes." : null;
    }

    // XML, in which S3 lists keys, knows neither
    private static bool HasNoUtf8(string key) =>
        key.AsSpan().ContainsAny('\uFFFE', '\uFFFF') || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key)) != key;
}
