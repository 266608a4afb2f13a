namespace Notify.Contracts.Objects;

/// <summary>Content that comes in small pieces and does not say how much of it there is, as from a network.</summary>
internal sealed class Forwards(byte[] content) : Stream
{
    private int position;

    /// <summary>Whether reading fails behind the last byte.</summary>
    public bool BreaksAtItsEnd { get; init; }

    /// <summary>Told how many bytes were given so far.</summary>
    public Action<int> OnRead { get; init; } = _ => { };

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (BreaksAtItsEnd && position == content.Length)
        {
            throw new InvalidDataException("The source broke.");
        }

        var count = Math.Min(Math.Min(buffer.Length, 60_000), content.Length - position);
        content.AsSpan(position, count).CopyTo(buffer);
        position += count;
        OnRead(position);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
