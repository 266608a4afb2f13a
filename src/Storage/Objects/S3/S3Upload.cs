using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Notify.Storage.Objects.S3;

/// <summary>Writes one object: what fits into a part with one put, the rest in parts side by side, given up whole when anything fails.</summary>
/// <param name="bucket">Where to.</param>
/// <param name="key">The port's key.</param>
/// <param name="onlyNew">Whether an object that is there stays.</param>
internal sealed class S3Upload(S3Bucket bucket, string key, bool onlyNew)
{
    private const string WriterMark = "x-amz-meta-notify-writer";

    // A conflict means that another writer of the key is in the middle of it; S3 asks to put again
    private const int PutsOnConflict = 5;

    // Tells our own object, whose acknowledgement was lost, from another writer's
    private readonly string writer = Guid.NewGuid().ToString("N");

    private readonly string fullKey = bucket.KeyOf(key);

    private S3Options Options => bucket.Options;

    /// <returns>False when there was an object and it had to stay.</returns>
    public async Task<bool> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        using var first = await S3Part.ReadAsync(content, 1, Options.PartBytes, cancellationToken).ConfigureAwait(false);
        if (!first.IsFull)
        {
            return await PutAsync(first, cancellationToken).ConfigureAwait(false);
        }

        using var second = await S3Part.ReadAsync(content, 2, Options.PartBytes, cancellationToken).ConfigureAwait(false);
        if (second.Length == 0)
        {
            return await PutAsync(first, cancellationToken).ConfigureAwait(false);
        }

        return !(onlyNew && await FindWriterAsync(cancellationToken).ConfigureAwait(false) is not null)
            && await PutPartsAsync(PartsAsync(first, second, content, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> PutAsync(S3Part part, CancellationToken cancellationToken)
    {
        for (var put = 1; ; put++)
        {
            try
            {
                await CallAsync("s3:PutObject", () => bucket.Client.PutObjectAsync(PutRequest(part), cancellationToken), cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (StorageException fault) when (onlyNew && IsTaken(fault))
            {
                if (await FindWriterAsync(cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found == writer;
                }

                if (put == PutsOnConflict)
                {
                    throw;
                }
            }
        }
    }

    private async Task<bool> PutPartsAsync(IAsyncEnumerable<S3Part> parts, CancellationToken cancellationToken)
    {
        var upload = await CallAsync(
            "s3:PutObject", () => bucket.Client.InitiateMultipartUploadAsync(InitiateRequest(), cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            var sent = new ConcurrentBag<PartETag>();
            var pace = new ParallelOptions { MaxDegreeOfParallelism = Options.PartsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(parts, pace, async (part, token) => sent.Add(await SendAsync(upload.UploadId, part, token).ConfigureAwait(false))).ConfigureAwait(false);
            if (await CompleteAsync(upload.UploadId, sent, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (Exception fault)
        {
            // Every part has ended by now: none can arrive after the abort and stay
            if (await AbortAsync(upload.UploadId).ConfigureAwait(false) is { } left && fault is not OperationCanceledException)
            {
                throw new StorageException(
                    $"s3://{bucket.Name}/{fullKey}", $"The upload failed ({fault.Message}), and its parts stay ({left.Message}).",
                    $"Abort the upload {upload.UploadId}, and give the bucket a lifecycle rule that aborts unfinished uploads.", new AggregateException(fault, left));
            }

            throw;
        }

        await AbortAsync(upload.UploadId).ConfigureAwait(false);
        return false;
    }

    private async IAsyncEnumerable<S3Part> PartsAsync(S3Part first, S3Part second, Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return first;
        var part = second;
        while (part.Length > 0)
        {
            var wasFull = part.IsFull;
            var number = part.Number;
            if (number > S3Options.MaxParts)
            {
                part.Dispose();
                throw new StorageException(
                    $"s3://{bucket.Name}", $"'{key}' is longer than {S3Options.MaxParts:N0} parts of {Options.PartBytes:N0} bytes.",
                    $"Raise {nameof(S3Options.PartBytes)}, or split the object.");
            }

            yield return part;
            if (!wasFull)
            {
                yield break;
            }

            part = await S3Part.ReadAsync(content, number + 1, Options.PartBytes, cancellationToken).ConfigureAwait(false);
        }

        part.Dispose();
    }

    private async Task<PartETag> SendAsync(string uploadId, S3Part part, CancellationToken cancellationToken)
    {
        using (part)
        {
            var request = new UploadPartRequest
            {
                BucketName = bucket.Name,
                Key = fullKey,
                UploadId = uploadId,
                PartNumber = part.Number,
                PartSize = part.Length,
                InputStream = part.Open(),
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            };
            var sent = await CallAsync("s3:PutObject", () => bucket.Client.UploadPartAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new PartETag(sent, copyChecksums: true);
        }
    }

    private async Task<bool> CompleteAsync(string uploadId, IEnumerable<PartETag> parts, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = fullKey,
            UploadId = uploadId,
            PartETags = [.. parts.OrderBy(part => part.PartNumber)],
            IfNoneMatch = onlyNew ? "*" : null,
        };
        try
        {
            await CallAsync("s3:PutObject", () => bucket.Client.CompleteMultipartUploadAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StorageException fault) when (IsTaken(fault) || fault.InnerException is AmazonS3Exception { ErrorCode: "NoSuchUpload" })
        {
            // Completed already, and the acknowledgement was lost? Or another writer was first?
            var found = await FindWriterAsync(cancellationToken).ConfigureAwait(false);
            if (found == writer)
            {
                return true;
            }

            if (onlyNew && found is not null)
            {
                return false;
            }

            throw;
        }
    }

    private async Task<Exception?> AbortAsync(string uploadId)
    {
        try
        {
            // Not with the caller's token: what was cancelled must be given up too
            await bucket.Client.AbortMultipartUploadAsync(bucket.Name, fullKey, uploadId, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (AmazonS3Exception fault) when (fault.ErrorCode == "NoSuchUpload")
        {
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    /// <summary>Who wrote the object that is there: empty for another program, null for no object.</summary>
    private async Task<string?> FindWriterAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await CallAsync("s3:GetObject", () => bucket.Client.GetObjectMetadataAsync(bucket.Name, fullKey, cancellationToken), cancellationToken).ConfigureAwait(false);
            return found.Metadata[WriterMark] ?? "";
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    private PutObjectRequest PutRequest(S3Part part)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket.Name,
            Key = fullKey,
            InputStream = part.Open(),
            ContentType = "application/octet-stream",
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            IfNoneMatch = onlyNew ? "*" : null,
        };
        request.Metadata[WriterMark] = writer;
        if (Options.KmsKey is { } kmsKey)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kmsKey;
        }

        return request;
    }

    private InitiateMultipartUploadRequest InitiateRequest()
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = fullKey,
            ContentType = "application/octet-stream",
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        };
        request.Metadata[WriterMark] = writer;
        if (Options.KmsKey is { } kmsKey)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kmsKey;
        }

        return request;
    }

    private Task<T> CallAsync<T>(string action, Func<Task<T>> call, CancellationToken cancellationToken) =>
        bucket.CallAsync(action, key, call, cancellationToken);

    private static bool IsTaken(StorageException fault) =>
        fault.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict };
}
