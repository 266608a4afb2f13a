namespace Notify.Storage.Objects;

/// <summary>The order of keys in a listing: by code point, which is the order of their UTF-8 bytes and so S3's.</summary>
/// <remarks>Ordinal order of UTF-16 differs: it puts U+1F389 (a surrogate pair) before U+FF01.</remarks>
internal sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var shorter = Math.Min(x!.Length, y!.Length);
        var same = x.AsSpan(0, shorter).CommonPrefixLength(y.AsSpan(0, shorter));
        return same == shorter ? x.Length.CompareTo(y.Length) : Rank(x[same]).CompareTo(Rank(y[same]));
    }

    /// <summary>Moves surrogates behind all other UTF-16 units.</summary>
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
