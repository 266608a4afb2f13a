using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Notify.Domain.Erasing;
using Notify.Storage.Changes;
using Notify.Storage.Objects;
using Notify.Storage.Tables;

namespace Notify.Storage.Erasing;

/// <summary>
/// Who was erased, by salted hash: whatever takes in users or events asks it, so that an old file or a late event does
/// not bring somebody back.
/// </summary>
/// <remarks>
/// The list is held in memory and follows the change log of its table: what this process adds counts at once, what
/// another one adds after <see cref="RefreshInterval"/> at the latest. The salt is the object <c>erasure/salt</c>.
/// </remarks>
public sealed class ErasureList(ITables tables, IObjects objects, ChangeLog changes, TimeProvider time) : IDisposable
{
    /// <summary>After how long what another process added is known here.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    private const string SaltKey = "erasure/salt";

    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentDictionary<string, byte> hashes = new(StringComparer.Ordinal);
    private byte[]? salt;
    private long? readUpTo;
    private long readAt;

    /// <summary>The list as of now. Ask once for a batch of users, then for each of them.</summary>
    public async ValueTask<ErasedUsers> CurrentAsync(CancellationToken cancellationToken = default)
    {
        if (readUpTo is null || time.GetElapsedTime(Volatile.Read(ref readAt)) >= RefreshInterval)
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }

        return new ErasedUsers(hashes, salt!, readUpTo ?? 0);
    }

    /// <summary>The salted hash of a user id.</summary>
    public async ValueTask<string> HashAsync(string userId, CancellationToken cancellationToken = default) =>
        HashOf(userId, salt ??= await ReadSaltAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The user's entry; null when they are not on the list. Asks the table itself.</summary>
    public async Task<ErasedUser?> FindAsync(string userId, CancellationToken cancellationToken = default) => await tables.GetAsync(
        NotifyTables.ErasedUsers, await HashAsync(userId, cancellationToken).ConfigureAwait(false), cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Puts a user on the list. Again is no error.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="erasureId">The erasure.</param>
    /// <param name="replace">Whether this erasure counts where there was one before.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The erasure that they are on the list for: the one given, or one before it.</returns>
    public async Task<string> AddAsync(string userId, string erasureId, bool replace = false, CancellationToken cancellationToken = default)
    {
        var hash = await HashAsync(userId, cancellationToken).ConfigureAwait(false);
        var row = new ErasedUser { UserHash = hash, ErasureId = erasureId, ErasedAt = time.GetUtcNow() };
        var isNew = await tables.TryInsertAsync(NotifyTables.ErasedUsers, row, cancellationToken).ConfigureAwait(false);
        if (!isNew && replace)
        {
            await tables.PutAsync(NotifyTables.ErasedUsers, [row], cancellationToken).ConfigureAwait(false);
        }

        hashes[hash] = 0;
        await changes.AppendAsync(NotifyTables.ErasedUsers.Name, [hash], cancellationToken).ConfigureAwait(false);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return isNew || replace
            ? erasureId
            : (await tables.GetAsync(NotifyTables.ErasedUsers, hash, cancellationToken: cancellationToken).ConfigureAwait(false))?.ErasureId ?? erasureId;
    }

    /// <summary>Takes a user off the list: the shop has signed them up anew, on purpose.</summary>
    /// <returns>False when they were not on it.</returns>
    public async Task<bool> RemoveAsync(string userId, CancellationToken cancellationToken = default)
    {
        var hash = await HashAsync(userId, cancellationToken).ConfigureAwait(false);
        if (await tables.GetAsync(NotifyTables.ErasedUsers, hash, cancellationToken: cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        await tables.DeleteAsync(NotifyTables.ErasedUsers, hash, cancellationToken: cancellationToken).ConfigureAwait(false);
        hashes.TryRemove(hash, out _);
        await changes.AppendAsync(NotifyTables.ErasedUsers.Name, [hash], cancellationToken).ConfigureAwait(false);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    public void Dispose() => turn.Dispose();

    internal static string HashOf(string userId, byte[] salt)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(userId), hash);
        return Convert.ToHexStringLower(hash);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = time.GetTimestamp();
            salt ??= await ReadSaltAsync(cancellationToken).ConfigureAwait(false);
            if (readUpTo is { } known)
            {
                readUpTo = await FollowAsync(known, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // The position first: what is added while the table is read comes again with the log
                var last = await changes.LastAsync(NotifyTables.ErasedUsers.Name, cancellationToken).ConfigureAwait(false);
                await foreach (var row in tables.ScanAsync(NotifyTables.ErasedUsers, cancellationToken: cancellationToken).ConfigureAwait(false))
                {
                    hashes[row.UserHash] = 0;
                }

                readUpTo = last;
            }

            Volatile.Write(ref readAt, now);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<long> FollowAsync(long known, CancellationToken cancellationToken)
    {
        await foreach (var entry in changes.ReadAsync(NotifyTables.ErasedUsers.Name, known, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            var there = await tables.GetManyAsync(NotifyTables.ErasedUsers, entry.Keys, cancellationToken).ConfigureAwait(false);
            var listed = there.Select(row => row.UserHash).ToHashSet(StringComparer.Ordinal);
            foreach (var hash in entry.Keys)
            {
                if (listed.Contains(hash))
                {
                    hashes[hash] = 0;
                }
                else
                {
                    hashes.TryRemove(hash, out _);
                }
            }

            known = ChangeSequence.Of(entry.Sequence);
        }

        return known;
    }

    private async Task<byte[]> ReadSaltAsync(CancellationToken cancellationToken)
    {
        await objects.TryPutNewAsync(SaltKey, new MemoryStream(RandomNumberGenerator.GetBytes(32)), cancellationToken).ConfigureAwait(false);
        var content = await objects.OpenReadAsync(SaltKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var bytes = new byte[32];
            await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }
}
