using System.Text;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>Which partition a key belongs to, and the blocks that an append makes for each.</summary>
internal static class JournalPartition
{
    /// <summary>The partition of a key: FNV-1a, which is the same in every process and version, unlike a string's hash code.</summary>
    public static int Of(string key, int partitions)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        var buffer = most <= 512 ? stackalloc byte[most] : new byte[most];
        var hash = 2166136261u;
        foreach (var octet in buffer[..Encoding.UTF8.GetBytes(key, buffer)])
        {
            hash = (hash ^ octet) * 16777619u;
        }

        return (int)((hash ^ (hash >> 16)) % (uint)partitions);
    }

    /// <summary>The records in blocks, those of a partition in their order.</summary>
    public static List<(int Partition, JournalBlock Block)> Split(IReadOnlyCollection<StreamRecord> records, int partitions)
    {
        var blocks = new List<(int, JournalBlock)>();
        var open = new JournalBlock?[partitions];
        foreach (var record in records)
        {
            var partition = Of(record.Key, partitions);
            if (open[partition] is not { Content.Length: < JournalBlock.MostBytes } block)
            {
                open[partition] = block = new JournalBlock();
                blocks.Add((partition, block));
            }

            block.Add(record);
        }

        return blocks;
    }
}
