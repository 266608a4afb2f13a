using System.Buffers;

namespace Notify.Storage.Objects.S3;

/// <summary>A piece of an object on its way up, in a rented buffer.</summary>
internal sealed class S3Part : IDisposable
{
    private byte[]? buffer;

    private S3Part(int number, byte[] buffer, int length, bool isFull) => (Number, this.buffer, Length, IsFull) = (number, buffer, length, isFull);

    /// <summary>From 1.</summary>
    public int Number { get; }

    /// <summary>In bytes.</summary>
    public int Length { get; }

    /// <summary>Whether more may follow.</summary>
    public bool IsFull { get; }

    /// <summary>Fills a part as far as the content goes.</summary>
    public static async Task<S3Part> ReadAsync(Stream content, int number, int partBytes, CancellationToken cancellationToken)
    {
        // One byte more than a short content has, so that a part that is not full was the last
        var size = content.CanSeek ? (int)Math.Clamp(content.Length - content.Position + 1, 1, partBytes) : partBytes;
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var length = await content.ReadAtLeastAsync(rented.AsMemory(0, size), size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return new S3Part(number, rented, length, isFull: length == size);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    /// <summary>The bytes, from the start; the stream is of use until the part is disposed of.</summary>
    public MemoryStream Open() => new(buffer ?? throw new ObjectDisposedException(nameof(S3Part)), 0, Length, writable: false);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
