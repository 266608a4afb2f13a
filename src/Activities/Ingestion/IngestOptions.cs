namespace Notify.Activities.Ingestion;

/// <summary>How files are ingested.</summary>
public sealed record IngestOptions
{
    /// <summary>Folder for the rows that are set aside, one <c>NAME.csv.rejects.csv</c> per file; created where it is missing.</summary>
    public required string RejectsFolder { get; init; }

    /// <summary>Folder for what a load or an erasure needs while it runs, at most about three times the size of the largest table; emptied afterwards.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Rows written together. Default: 10,000.</summary>
    public int BatchRows { get; init; } = 10_000;

    /// <summary>Memory that DuckDB may hold before it spills to the work folder, in megabytes. Default: 1,500.</summary>
    public int MemoryMegabytes { get; init; } = 1500;

    /// <summary>Threads of DuckDB. Default: the machine's processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether a folder may lack some of the files, as a daily delivery does. Default: false.</summary>
    public bool AllowMissingFiles { get; init; }
}
