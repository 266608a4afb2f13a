using System.Globalization;

namespace Notify.Storage.Changes;

/// <summary>Sequence numbers as sort keys: sixteen digits, so that text sorts as numbers do.</summary>
public static class ChangeSequence
{
    /// <summary>The sort key of a sequence number.</summary>
    public static string KeyOf(long sequence) => sequence.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>The number of a sort key.</summary>
    public static long Of(string key) => long.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);
}
