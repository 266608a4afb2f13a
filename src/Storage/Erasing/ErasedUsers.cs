using System.Collections.Concurrent;

namespace Notify.Storage.Erasing;

/// <summary>Answers who was erased, from memory: a hash for each question, and none while nobody was.</summary>
public sealed class ErasedUsers
{
    private readonly ConcurrentDictionary<string, byte> hashes;
    private readonly byte[] salt;

    internal ErasedUsers(ConcurrentDictionary<string, byte> hashes, byte[] salt)
    {
        this.hashes = hashes;
        this.salt = salt;
    }

    /// <summary>True while nobody was erased.</summary>
    public bool IsEmpty => hashes.IsEmpty;

    /// <summary>True when that user was erased: take in nothing of theirs.</summary>
    public bool Contains(string userId) => !hashes.IsEmpty && hashes.ContainsKey(ErasureList.HashOf(userId, salt));
}
