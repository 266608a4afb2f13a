using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Notify.Storage.Objects.S3;

/// <summary>Objects in an S3 bucket. S3 shows an object only when it is whole, and reads after writes are consistent.</summary>
/// <remarks>Large objects go up in parts, in bounded memory and of any length; a failed upload leaves no parts behind.</remarks>
public sealed class S3Objects : IObjects, IDisposable
{
    private readonly S3Bucket bucket;

    /// <param name="options">Which bucket, and how.</param>
    /// <param name="credentials">Null for the SDK's own chain.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    /// <exception cref="StorageException">There is no region, or there are no credentials.</exception>
    public S3Objects(S3Options options, AWSCredentials? credentials = null)
        : this(options, Connect(options, credentials))
    {
    }

    internal S3Objects(S3Options options, IAmazonS3 client)
    {
        options.Validate();
        bucket = new S3Bucket(options, client);
    }

    /// <inheritdoc/>
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) =>
        await new S3Upload(bucket, key, onlyNew: false).RunAsync(content, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<bool> TryPutNewAsync(string key, Stream content, CancellationToken cancellationToken = default) =>
        await new S3Upload(bucket, key, onlyNew: true).RunAsync(content, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string key, long offset = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var request = new GetObjectRequest
        {
            BucketName = bucket.Name,
            Key = bucket.KeyOf(key),
            ByteRange = offset == 0 ? null : new ByteRange($"bytes={offset}-"),
        };
        try
        {
            var opened = await bucket.CallAsync("s3:GetObject", key, () => bucket.Client.GetObjectAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new S3ReadStream(bucket, key, offset, opened);
        }
        catch (StorageException fault) when (fault.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable })
        {
            // Nothing lies behind the end
            return new MemoryStream([], writable: false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListObjectsV2Request { BucketName = bucket.Name, Prefix = bucket.PrefixOf(prefix) };
        ListObjectsV2Response page;
        do
        {
            page = await bucket.CallAsync("s3:ListBucket", prefix, () => bucket.Client.ListObjectsV2Async(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var found in page.S3Objects ?? [])
            {
                if (bucket.Port(found.Key) is { } key)
                {
                    yield return new ObjectEntry(key, found.Size ?? 0);
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var fullKey = bucket.KeyOf(key);
        await bucket.CallAsync("s3:DeleteObject", key, () => bucket.Client.DeleteObjectAsync(bucket.Name, fullKey, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => bucket.Dispose();

    private static IAmazonS3 Connect(S3Options options, AWSCredentials? credentials)
    {
        options.Validate();
        return S3Bucket.Connect(options, credentials);
    }
}
