using Amazon.Runtime;
using Amazon.S3.Model;

namespace Notify.Storage.Objects.S3;

/// <summary>An object being read, forwards only. A connection that breaks is taken up again where it broke, and only on the same content.</summary>
/// <param name="bucket">Where from.</param>
/// <param name="key">The port's key.</param>
/// <param name="offset">First byte.</param>
/// <param name="opened">The first answer; it starts at the offset.</param>
internal sealed class S3ReadStream(S3Bucket bucket, string key, long offset, GetObjectResponse opened) : Stream
{
    // One that breaks as often without a single byte in between stays broken
    private const int BreaksInARow = 5;

    private readonly long end = offset + opened.ContentLength;
    private readonly string etag = opened.ETag;
    private GetObjectResponse? response = opened;
    private long position = offset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("An object is read forwards only.");

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException("An object is read forwards only; open it again at another offset.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var breaks = 0; ; breaks++)
        {
            try
            {
                return await bucket.CallAsync("s3:GetObject", key, () => ReadSomeAsync(buffer, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (StorageException fault) when (breaks < BreaksInARow && S3Faults.IsConnection(fault.InnerException!))
            {
                if (response is { } broken)
                {
                    response = null;
                    Close(broken);
                }
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Blocks; for readers that know no other way.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("An object is read forwards only; open it again at another offset.");

    public override void SetLength(long value) => throw new NotSupportedException("An object is read here, not written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An object is read here, not written.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && response is { } open)
        {
            response = null;
            Close(open);
        }

        base.Dispose(disposing);
    }

    private static void Close(GetObjectResponse answer)
    {
        try
        {
            answer.Dispose();
        }
        catch (AmazonClientException)
        {
            // The SDK compares checksums here again; reading to the end has told already
        }
    }

    private async Task<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (position == end && response is null)
        {
            return 0;
        }

        response ??= await ResumeAsync(cancellationToken).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(bucket.Options.StallTimeout);

        // Read to the very end too: only there the SDK compares the checksum
        var read = await response.ResponseStream.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
        position += read;
        return read > 0 || buffer.IsEmpty || position == end
            ? read
            : throw new EndOfStreamException($"The answer ended at byte {position:N0} of {end:N0}.");
    }

    private Task<GetObjectResponse> ResumeAsync(CancellationToken cancellationToken) => bucket.Client.GetObjectAsync(
        new GetObjectRequest
        {
            BucketName = bucket.Name,
            Key = bucket.KeyOf(key),
            ByteRange = new ByteRange(position, end - 1),
            EtagToMatch = etag,
        },
        cancellationToken);
}
