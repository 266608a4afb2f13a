using Notify.Activities.Embedding;
using Notify.Activities.Features;
using Notify.Activities.Planning;
using Notify.Activities.Ingestion;

namespace Notify.Workflows.Pipelines;

/// <summary>What a pipeline run does.</summary>
public sealed record PipelineInput
{
    /// <summary>Folder of files to ingest first, or <c>objects://prefix</c>; null to work on what is in the tables.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What AWS Glue ingests first and computes features of, instead of this product's own engine; null for the latter.</summary>
    public GlueIngestInput? Glue { get; init; }

    /// <summary>Compute every embedding, not only those whose source changed.</summary>
    public bool Force { get; init; }

    /// <summary>Plan the next 24 hours and start their delivery when the embeddings are done.</summary>
    public bool Plan { get; init; } = true;
}

/// <summary>What a pipeline run came to. A part that did not run is null.</summary>
public sealed record PipelineResult
{
    public IngestReport? Ingested { get; init; }

    public FeatureReport? Features { get; init; }

    /// <summary>What Glue's jobs loaded and computed.</summary>
    public IReadOnlyList<GlueTableLoad>? GlueTables { get; init; }

    public EmbeddingResult? Embeddings { get; init; }

    public EmbedReport? Campaigns { get; init; }

    public PlanReport? Plans { get; init; }

    /// <summary>Every stage, in the order in which they began.</summary>
    public IReadOnlyList<PipelineStage> Stages { get; init; } = [];
}

/// <summary>What the three steps of the hierarchy did.</summary>
public sealed record EmbeddingResult(EmbedReport Products, EmbedReport Purchases, EmbedReport Users);

/// <summary>One stage of a pipeline run; what the <c>status</c> query returns.</summary>
/// <param name="Name">ingest, features, embeddings, campaigns or plan.</param>
/// <param name="State">running, completed or failed.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record PipelineStage(
    string Name, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt = null, string? Error = null);
