using System.Text;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// Spreads partition keys evenly over a fixed number of buckets. A segment of a scan is a range of buckets, so every
/// reader draws the same borders whatever is written meanwhile.
/// </summary>
internal static class ScanBucket
{
    /// <summary>How many there are; part of the file format.</summary>
    public const int Count = 4096;

    /// <summary>The bucket of a partition key: FNV-1a over its UTF-8 bytes, then MurmurHash3's finaliser to even out the low bits.</summary>
    public static int Of(string partitionKey)
    {
        var most = Encoding.UTF8.GetMaxByteCount(partitionKey.Length);
        var buffer = most <= 512 ? stackalloc byte[most] : new byte[most];
        var hash = 2166136261u;
        foreach (var octet in buffer[..Encoding.UTF8.GetBytes(partitionKey, buffer)])
        {
            hash = (hash ^ octet) * 16777619u;
        }

        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return (int)((hash ^ (hash >> 16)) % Count);
    }
}
