namespace Notify.Storage;

/// <summary>A store that keeps bytes of what was deleted until they are scrubbed.</summary>
public interface IScrubbable
{
    /// <summary>
    /// Makes sure that no byte of what was deleted before is left in the store's files. Writes wait meanwhile, for as
    /// long as it takes to write the whole file.
    /// </summary>
    /// <exception cref="StorageException">It could not be done, for example for want of space; deleted content may still be there.</exception>
    Task ScrubAsync(CancellationToken cancellationToken = default);
}
