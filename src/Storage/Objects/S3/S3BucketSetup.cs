using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Notify.Storage.Setup;

namespace Notify.Storage.Objects.S3;

/// <summary>
/// Makes the bucket as it should be: with S3's defaults for new buckets (encrypted, closed to the public), and with a rule that
/// removes what broken uploads left. It is not versioned: who is erased must be gone from older versions too.
/// </summary>
public sealed class S3BucketSetup : IDisposable
{
    /// <summary>After how many days the parts of an upload that was never completed are removed.</summary>
    public const int BrokenUploadDays = 7;

    private readonly S3Bucket bucket;
    private readonly IAmazonS3 client;

    /// <param name="options">Which bucket.</param>
    /// <exception cref="StorageException">There is no region, or there are no credentials.</exception>
    public S3BucketSetup(S3Options options)
        : this(options, S3Bucket.Connect(options, credentials: null))
    {
    }

    internal S3BucketSetup(S3Options options, IAmazonS3 client)
    {
        options.Validate();
        this.client = client;
        bucket = new S3Bucket(options, client);
    }

    /// <summary>Makes what is missing.</summary>
    /// <param name="dryRun">Only look.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="StorageException">The bucket is somebody else's, or a step failed.</exception>
    public async Task<BucketState> EnsureAsync(bool dryRun, CancellationToken cancellationToken = default)
    {
        var state = StepState.There;
        if (!await ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (dryRun)
            {
                return new BucketState(bucket.Name, StepState.Missing, StepState.Missing);
            }

            var request = new PutBucketRequest { BucketName = bucket.Name, UseClientRegion = true };
            await bucket.CallAsync("s3:CreateBucket", "", () => client.PutBucketAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            state = StepState.Made;
        }

        return new BucketState(bucket.Name, state, await EnsureCleaningAsync(dryRun, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => bucket.Dispose();

    private Task<bool> ExistsAsync(CancellationToken cancellationToken) => bucket.CallAsync("s3:ListBucket", "", async () =>
    {
        try
        {
            await client.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket.Name }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }, cancellationToken);

    private async Task<StepState> EnsureCleaningAsync(bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            if (await HasRulesAsync(cancellationToken).ConfigureAwait(false))
            {
                return StepState.There; // The operator's own rules stay as they are
            }

            if (dryRun)
            {
                return StepState.Missing;
            }

            var request = new PutLifecycleConfigurationRequest
            {
                BucketName = bucket.Name,
                Configuration = new LifecycleConfiguration
                {
                    Rules =
                    [
                        new LifecycleRule
                        {
                            Id = "notify-broken-uploads",
                            Status = LifecycleRuleStatus.Enabled,
                            Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = bucket.PrefixOf("") } },
                            AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = BrokenUploadDays },
                        },
                    ],
                },
            };
            await bucket.CallAsync("s3:PutLifecycleConfiguration", "", () => client.PutLifecycleConfigurationAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            return StepState.Made;
        }
        catch (StorageException fault) when (bucket.Options.ServiceUrl is not null && fault.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest })
        {
            return StepState.Unsupported;
        }
    }

    private Task<bool> HasRulesAsync(CancellationToken cancellationToken) => bucket.CallAsync("s3:GetLifecycleConfiguration", "", async () =>
    {
        try
        {
            var now = await client.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = bucket.Name }, cancellationToken).ConfigureAwait(false);
            return now.Configuration?.Rules is { Count: > 0 };
        }
        catch (AmazonS3Exception fault) when (fault.ErrorCode == "NoSuchLifecycleConfiguration")
        {
            return false;
        }
    }, cancellationToken);
}

/// <summary>How <see cref="S3BucketSetup"/> found and left a bucket.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bucket">The bucket itself.</param>
/// <param name="Cleaning">The removal of what broken uploads left.</param>
public sealed record BucketState(string Name, StepState Bucket, StepState Cleaning);
