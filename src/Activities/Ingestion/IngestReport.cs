namespace Notify.Activities.Ingestion;

/// <summary>What became of every row of every file.</summary>
/// <param name="Files">In the order of ingestion.</param>
/// <param name="Load">The load's id.</param>
public sealed record IngestReport(IReadOnlyList<FileReport> Files, string Load = "");

/// <summary>What became of every row of one table's files: read = written + unchanged + rejected + duplicates.</summary>
public sealed record FileReport
{
    /// <summary>Such as <c>users.csv</c>, or <c>users/</c> for a folder of parts.</summary>
    public required string File { get; init; }

    /// <summary>The table that it fills.</summary>
    public required string Table { get; init; }

    /// <summary>Rows in the file.</summary>
    public required long Read { get; init; }

    /// <summary>Rows that were new or differed from what was loaded last.</summary>
    public required long Written { get; init; }

    /// <summary>Rows that were loaded before as they are.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Rows that were set aside.</summary>
    public required long Rejected { get; init; }

    /// <summary>Rows superseded by a later row with the same key.</summary>
    public required long Duplicates { get; init; }

    /// <summary>By column, rows that were kept although they name something that no table holds, such as an unknown <c>product_id</c>.</summary>
    public IReadOnlyDictionary<string, long> Gaps { get; init; } = new Dictionary<string, long>();

    /// <summary>Where the rejected rows and their reasons are; null when there are none.</summary>
    public string? RejectsFile { get; init; }

    /// <summary>SHA-256 of the file's content.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Whether the table was empty before, so that what earlier loads brought to it no longer counts.</summary>
    public bool IsAnew { get; init; }

    /// <summary>The object that holds the rows written; null when there are none.</summary>
    public string? Snapshot { get; init; }
}
