namespace Notify.Storage.Objects.S3;

/// <summary>Which S3 bucket holds the objects. Credentials come from the AWS SDK's own chain (environment, profile, role).</summary>
public sealed record S3Options
{
    /// <summary>Fewest bytes of a part, but for the last one, as S3 has it.</summary>
    public const int MinPartBytes = 5 * 1024 * 1024;

    /// <summary>Most parts of an object, as S3 has it.</summary>
    public const int MaxParts = 10_000;

    /// <summary>Name of the bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>What every key begins with, without a slash at its ends. Default: nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>AWS region such as <c>eu-central-1</c>; null for the SDK's default.</summary>
    public string? Region { get; init; }

    /// <summary>Address of a compatible server instead of AWS; null for AWS.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>Key of AWS KMS (id, ARN or alias) that encrypts new objects; null for the bucket's own default encryption.</summary>
    public string? KmsKey { get; init; }

    /// <summary>
    /// Bytes of a part, 5 MiB to 1 GiB; what is larger goes up in parts. Default: 8 MiB. An object has at most 10,000 parts,
    /// and an upload holds <see cref="PartsAtOnce"/> of them in memory.
    /// </summary>
    public int PartBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Parts of one upload on their way at a time, 1 to 32. Default: 4.</summary>
    public int PartsAtOnce { get; init; } = 4;

    /// <summary>Within which a read must bring some bytes before its connection counts as broken. Default: 30 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">A value is out of its bounds.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Bucket);
        ArgumentOutOfRangeException.ThrowIfLessThan(PartBytes, MinPartBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PartBytes, 1024 * 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(PartsAtOnce, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PartsAtOnce, 32);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
        if (Prefix.Length > 0)
        {
            ObjectKey.Require(Prefix);
        }
    }
}
