using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>Makes clients of DynamoDB.</summary>
internal static class DynamoDbClients
{
    /// <param name="options">Which DynamoDB.</param>
    /// <param name="credentials">As whom; null for the SDK's own chain.</param>
    /// <param name="http">Makes the HTTP clients; null for the SDK's own.</param>
    /// <exception cref="StorageException">No region is given and the SDK has no default.</exception>
    public static IAmazonDynamoDB Create(DynamoDbOptions options, AWSCredentials? credentials = null, HttpClientFactory? http = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxInFlight, 256);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Rounds, 1);
        var config = new AmazonDynamoDBConfig
        {
            // Not adaptive: one client serves every table, and that mode would slow all of them for the sake of a hot one,
            // down to refusing requests by itself
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = options.SdkRetries,
            Timeout = options.Timeout,
        };
        if (http is not null)
        {
            config.HttpClientFactory = http;
        }

        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            return credentials is null ? new AmazonDynamoDBClient(config) : new AmazonDynamoDBClient(credentials, config);
        }
        catch (AmazonClientException fault)
        {
            throw new StorageException(
                "DynamoDB", $"No client can be made: {fault.Message}", "Name the region with --aws-region or AWS_REGION, and give credentials as for every AWS program.", fault);
        }
    }

    /// <summary>Which DynamoDB a client talks to, for messages.</summary>
    public static string PlaceOf(IAmazonDynamoDB client) =>
        client.Config.ServiceURL is { Length: > 0 } url ? $"DynamoDB at {url}" : $"DynamoDB in {client.Config.RegionEndpoint?.SystemName ?? "an unknown region"}";
}
