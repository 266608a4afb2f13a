namespace Notify.Activities.Ingestion;

/// <summary>How files are ingested.</summary>
public sealed record IngestOptions
{
    /// <summary>Folder for the rows that are set aside, one <c>NAME.csv.rejects.csv</c> per file; created where it is missing.</summary>
    public required string RejectsFolder { get; init; }

    /// <summary>Rows compared and written together. Default: 1,000.</summary>
    public int BatchRows { get; init; } = 1000;

    /// <summary>Whether a folder may lack some of the files, as a daily delivery does. Default: false.</summary>
    public bool AllowMissingFiles { get; init; }
}
