namespace Notify.Storage.Objects;

/// <summary>The objects port: files by key, in a folder or a bucket.</summary>
/// <remarks>Keys are relative paths with <c>/</c>; no part is empty, <c>.</c> or <c>..</c>.</remarks>
public interface IObjects
{
    /// <summary>Writes an object whole, replacing what was there; readers see the old or the new, never a part.</summary>
    Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Writes an object only where there is none.</summary>
    /// <returns>False when the key was taken.</returns>
    Task<bool> TryPutNewAsync(string key, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading, from a byte offset; behind its end there is nothing to read.</summary>
    /// <remarks>A replacement does not disturb a reader: it goes on with what it opened, or fails where that is gone.</remarks>
    /// <exception cref="ObjectNotFoundException">There is no object with that key.</exception>
    Task<Stream> OpenReadAsync(string key, long offset = 0, CancellationToken cancellationToken = default);

    /// <summary>Keys with that prefix, in the order of their UTF-8 bytes, with their sizes.</summary>
    IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Removes an object; removing what is not there is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken = default);
}

/// <summary>An object in a listing.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Size">In bytes.</param>
public sealed record ObjectEntry(string Key, long Size);

/// <summary>There is no object with the key that was asked for.</summary>
public sealed class ObjectNotFoundException(string key) : Exception($"There is no object '{key}'.")
{
    /// <summary>The key asked for.</summary>
    public string Key { get; } = key;
}
