using System.Runtime.CompilerServices;

namespace Notify.Storage.Objects;

/// <summary>Objects as files in a folder. An object is written beside its place, flushed, and then renamed into it.</summary>
public sealed class FileObjects : IObjects
{
    private const string Staging = ".staging";
    private readonly string root;
    private readonly string staging;

    /// <param name="root">The folder; created where it is missing.</param>
    /// <exception cref="StorageException">The folder cannot be made.</exception>
    public FileObjects(string root)
    {
        this.root = Path.GetFullPath(root);
        staging = Path.Combine(this.root, Staging);
        try
        {
            Directory.CreateDirectory(staging);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Failed("The folder cannot be made.", fault);
        }
    }

    /// <inheritdoc/>
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) =>
        _ = await PlaceAsync(key, content, overwrite: true, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<bool> TryPutNewAsync(string key, Stream content, CancellationToken cancellationToken = default) =>
        !File.Exists(PathOf(key)) && await PlaceAsync(key, content, overwrite: false, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string key, long offset = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var path = PathOf(key);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous);
            stream.Position = offset;
            return Task.FromResult<Stream>(stream);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException || (fault is UnauthorizedAccessException && Directory.Exists(path)))
        {
            throw new ObjectNotFoundException(key);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var entry in Entries(prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        cancellationToken.ThrowIfCancellationRequested();
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    private IEnumerable<ObjectEntry> Entries(string prefix)
    {
        // Only the folder that the prefix names whole can be walked; the rest of it is compared.
        var folder = prefix.LastIndexOf('/') is var slash and > 0 ? PathOf(prefix[..slash]) : root;
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !file.FullName.StartsWith(staging + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(file => new ObjectEntry(Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, KeyOrder.Instance);
    }

    private async Task<bool> PlaceAsync(string key, Stream content, bool overwrite, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var folder = Path.GetDirectoryName(path)!;
        var staged = Path.Combine(staging, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var file = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            Directory.CreateDirectory(folder);
            if (overwrite)
            {
                File.Move(staged, path, overwrite: true);
            }
            else if (!NewFile.TryPlace(staged, path))
            {
                return false;
            }

            DirectoryFlush.Flush(folder);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Failed($"'{key}' cannot be written.", fault);
        }
        finally
        {
            File.Delete(staged);
        }
    }

    private string PathOf(string key)
    {
        ObjectKey.Require(key);
        if (key == Staging || key.StartsWith(Staging + "/", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{key}' is no object key here: '{Staging}' holds objects that are being written.", nameof(key));
        }

        return Path.Combine(root, key.Replace('/', Path.DirectorySeparatorChar));
    }

    private StorageException Failed(string what, Exception fault) =>
        new(root, $"{what} ({fault.Message})", "Check that the disk has space and that this user may write there.", fault);
}
