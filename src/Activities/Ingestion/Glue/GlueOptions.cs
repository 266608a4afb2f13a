namespace Notify.Activities.Ingestion.Glue;

/// <summary>Which AWS Glue runs the jobs. Credentials come from the AWS SDK's own chain (environment, profile, role).</summary>
public sealed record GlueOptions
{
    /// <summary>AWS region such as <c>eu-central-1</c>; null for the SDK's default.</summary>
    public string? Region { get; init; }

    /// <summary>Address of a compatible server instead of AWS; null for AWS.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>How often a run is looked at. Default: 15 s.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(15);
}
