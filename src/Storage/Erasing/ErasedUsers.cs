using System.Collections.Concurrent;

namespace Notify.Storage.Erasing;

/// <summary>Answers who was erased, from memory: a hash for each question, and none while nobody was.</summary>
public sealed class ErasedUsers
{
    private readonly ConcurrentDictionary<string, byte> hashes;
    private readonly byte[] salt;

    internal ErasedUsers(ConcurrentDictionary<string, byte> hashes, byte[] salt, long position)
    {
        Position = position;
        this.hashes = hashes;
        this.salt = salt;
    }

    /// <summary>Grows whenever somebody goes onto the list or off it: what was decided by an earlier one may be decided otherwise now.</summary>
    public long Position { get; }

    /// <summary>True while nobody was erased.</summary>
    public bool IsEmpty => hashes.IsEmpty;

    /// <summary>True when that user was erased: take in nothing of theirs.</summary>
    public bool Contains(string userId) => !hashes.IsEmpty && hashes.ContainsKey(ErasureList.HashOf(userId, salt));
}
