namespace Notify.Storage;

/// <summary>A store that has to be told, now and then, to drop what it need not keep any longer. Stores on a cluster do so by themselves.</summary>
public interface IExpiring
{
    /// <summary>Drops what is past its retention, a little at a time, so that other writes wait only for a moment.</summary>
    /// <exception cref="StorageException">The store failed; what was not dropped yet is, next time.</exception>
    Task ExpireAsync(CancellationToken cancellationToken = default);
}
