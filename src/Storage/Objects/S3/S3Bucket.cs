using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Notify.Storage.Objects.S3;

/// <summary>The bucket's client, with keys and faults in the port's terms.</summary>
internal sealed class S3Bucket : IDisposable
{
    private readonly string prefix;
    private readonly S3Faults faults;

    public S3Bucket(S3Options options, IAmazonS3 client)
    {
        Options = options;
        Client = client;
        prefix = options.Prefix.Length == 0 ? "" : options.Prefix + "/";
        faults = new S3Faults(options);
    }

    public S3Options Options { get; }

    public IAmazonS3 Client { get; }

    public string Name => Options.Bucket;

    /// <summary>The client that the options ask for.</summary>
    /// <param name="options">Valid.</param>
    /// <param name="credentials">Null for the SDK's own chain.</param>
    /// <exception cref="StorageException">There is no region, or there are no credentials.</exception>
    public static IAmazonS3 Connect(S3Options options, AWSCredentials? credentials)
    {
        var config = new AmazonS3Config { RetryMode = RequestRetryMode.Standard, MaxErrorRetry = 4 };
        if (options.ServiceUrl is { } address)
        {
            config.ServiceURL = address.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
            config.ForcePathStyle = true;
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            return credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
        }
        catch (AmazonClientException fault)
        {
            throw new S3Faults(options).Explain(fault, "s3:GetObject", "") ?? fault;
        }
    }

    /// <summary>The key in the bucket.</summary>
    /// <exception cref="ArgumentException">It is no object key, or too long with the prefix before it.</exception>
    public string KeyOf(string key)
    {
        ObjectKey.Require(key);
        var full = prefix + key;
        ObjectKey.Require(full);
        return full;
    }

    /// <summary>What the bucket's keys begin with where the port's begin with <paramref name="keyPrefix"/>.</summary>
    public string PrefixOf(string keyPrefix) => prefix + keyPrefix;

    /// <summary>The port's key of a key in the bucket; null for what is no object of ours, such as a console's folder mark.</summary>
    public string? Port(string key) => key[prefix.Length..] is var port && ObjectKey.IsKey(port) ? port : null;

    /// <summary>Makes a call; faults come in the port's terms.</summary>
    /// <param name="action">The permission that it needs, such as <c>s3:GetObject</c>.</param>
    /// <param name="key">The port's key that it is about.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<T> CallAsync<T>(string action, string key, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && faults.Explain(fault, action, key) is { } explained)
        {
            throw explained;
        }
    }

    public void Dispose() => Client.Dispose();
}
