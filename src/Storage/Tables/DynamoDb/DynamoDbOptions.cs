namespace Notify.Storage.Tables.DynamoDb;

/// <summary>Which DynamoDB holds the tables. Credentials come from the AWS SDK's own chain (environment, profile, role).</summary>
public sealed record DynamoDbOptions
{
    /// <summary>AWS region such as <c>eu-central-1</c>; null for the SDK's default.</summary>
    public string? Region { get; init; }

    /// <summary>Address of a compatible server instead of AWS, such as <c>http://127.0.0.1:8000</c>; null for AWS.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>What every table's name begins with, so that several shops share an account. Default: nothing.</summary>
    public string TablePrefix { get; init; } = "";

    /// <summary>Most requests that one call has under way at once, 1 to 256. Default: 8.</summary>
    public int MaxInFlight { get; init; } = 8;

    /// <summary>How long one attempt of a request may take. Default: 15 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the SDK itself repeats a request that failed in passing, before <see cref="Rounds"/> counts it. Default: 3.</summary>
    public int SdkRetries { get; init; } = 3;

    /// <summary>
    /// How often in a row a throttled request, or what a batch left unprocessed, is tried without any success before it
    /// fails, 1 or more. Default: 10, which with the waits below is about half a minute.
    /// </summary>
    public int Rounds { get; init; } = 10;

    /// <summary>Longest first wait between two rounds; it doubles from one to the next, and the wait is drawn at random below it. Default: 50 ms.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What the wait grows to at most. Default: 10 seconds.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);
}
