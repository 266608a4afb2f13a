namespace Notify.Activities.Features;

/// <summary>What the computing of features may use of this machine.</summary>
public sealed record FeatureOptions
{
    /// <summary>Folder for DuckDB's files while a run lasts; created where it is missing.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Most memory that DuckDB uses before it goes to disk, in megabytes. Default: 1,500.</summary>
    public int MemoryMegabytes { get; init; } = 1500;

    /// <summary>Threads that DuckDB computes with. Default: one for each processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
