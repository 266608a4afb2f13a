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
}
