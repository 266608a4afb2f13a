namespace Notify.Storage.Objects.S3;

/// <summary>Which S3 bucket holds the objects. Credentials come from the AWS SDK's own chain (environment, profile, role).</summary>
public sealed record S3Options
{
    /// <summary>Name of the bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>What every key begins with, without a slash at its ends. Default: nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>AWS region such as <c>eu-central-1</c>; null for the SDK's default.</summary>
    public string? Region { get; init; }

    /// <summary>Address of a compatible server instead of AWS; null for AWS.</summary>
    public Uri? ServiceUrl { get; init; }
}
