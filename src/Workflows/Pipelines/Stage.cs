namespace Notify.Workflows.Pipelines;

/// <summary>Names of a pipeline's stages, as its status and its stages' workflow ids have them.</summary>
internal static class Stage
{
    public const string Ingest = "ingest";
    public const string Features = "features";
    public const string Embeddings = "embeddings";
    public const string Campaigns = "campaigns";
    public const string Plan = "plan";
}
