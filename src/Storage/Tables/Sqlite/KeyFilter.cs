using System.Numerics;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// Says of almost every key that was not added that it was not, and never so of one that was. A key's bits lie in one
/// line of the processor's cache. One thread adds while others ask.
/// </summary>
/// <remarks>A Bloom filter, Bloom 1970, in blocks as by Putze, Sanders and Singler 2007. One in two hundred answers is wrong.</remarks>
internal sealed class KeyFilter
{
    private const int BitsPerKey = 12;
    private const int WordsPerBlock = 8;
    private const int BitsPerBlock = 64 * WordsPerBlock;

    private readonly ulong[] words;
    private readonly uint blocks;

    /// <param name="keys">For how many keys.</param>
    public KeyFilter(long keys)
    {
        blocks = (uint)Math.Max(1, ((keys * BitsPerKey) + BitsPerBlock - 1) / BitsPerBlock);
        words = new ulong[blocks * WordsPerBlock];
    }

    /// <summary>A key's hash, of this process only.</summary>
    public static ulong HashOf(RowKey key) =>
        (((ulong)(uint)key.Partition.GetHashCode(StringComparison.Ordinal) << 32) | (uint)(key.Sort?.GetHashCode(StringComparison.Ordinal) ?? 0)) * 0x9E3779B97F4A7C15;

    public void Add(ulong hash)
    {
        var block = BlockOf(hash);
        for (var i = 0; i < WordsPerBlock; i++)
        {
            block[i] |= BitOf(hash, i);
        }
    }

    /// <summary>False where no key with that hash was added.</summary>
    public bool MayHold(ulong hash)
    {
        var block = BlockOf(hash);
        for (var i = 0; i < WordsPerBlock; i++)
        {
            if ((block[i] & BitOf(hash, i)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private Span<ulong> BlockOf(ulong hash) => words.AsSpan((int)(((hash >> 32) * blocks) >> 32) * WordsPerBlock, WordsPerBlock);

    // One bit of each word, by six bits of the hash at a time, which is turned so that blocks and bits do not go together
    private static ulong BitOf(ulong hash, int word) => 1UL << (int)(BitOperations.RotateLeft(hash * 0xD6E8FEB86659FD93, 6 * word) >> 58);
}
