using Notify.Activities.Ingestion.Glue;

namespace Notify.Workflows.Pipelines;

/// <summary>What Glue's jobs load, and where to.</summary>
public sealed record GlueIngestInput
{
    /// <summary>Folder of the shop's files, one folder or file per table in it: <c>s3://bucket/folder</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Folder of the worker's own objects (its bucket and prefix); snapshots, rejects and changed keys go below it: <c>s3://bucket/prefix</c>.</summary>
    public required string Objects { get; init; }

    /// <summary>What the jobs' names begin with. Default: <c>notify-</c>.</summary>
    public string JobPrefix { get; init; } = "notify-";

    /// <summary>What the tables' names begin with, as in the storage's options. Default: nothing.</summary>
    public string TablePrefix { get; init; } = "";

    /// <summary>IANA zone of customers without one; null for none.</summary>
    public string? DefaultTimeZone { get; init; }

    /// <summary>Whether the base tables are loaded. Default: true.</summary>
    public bool BaseTables { get; init; } = true;

    /// <summary>Whether the features are computed, after the base tables. Default: true.</summary>
    public bool Features { get; init; } = true;
}

/// <summary>What Glue's jobs did.</summary>
/// <param name="LoadId">Names the load in every snapshot.</param>
/// <param name="Tables">Base tables, then features.</param>
public sealed record GlueIngestReport(string LoadId, IReadOnlyList<GlueTableLoad> Tables);

/// <summary>A table that a job has loaded.</summary>
/// <param name="Table">Without the prefix, such as <c>notify_users</c>.</param>
/// <param name="Snapshot">Folder of the Parquet files with the rows of this load.</param>
/// <param name="Rejects">Folder of the rows that were set aside, and why; null for a table that is worked out.</param>
/// <param name="ChangedKeys">Users, products or campaigns whose rows changed; at most 100,001 are counted. 0 for a table that is worked out.</param>
/// <param name="Run">The run that did it.</param>
public sealed record GlueTableLoad(string Table, string Snapshot, string? Rejects, int ChangedKeys, GlueRunReport Run);
