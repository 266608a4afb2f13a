namespace Notify.Activities.Ingestion;

/// <summary>What became of every row of every file.</summary>
/// <param name="Files">In the order of ingestion.</param>
public sealed record IngestReport(IReadOnlyList<FileReport> Files);

/// <summary>What became of every row of one file: read = written + unchanged + rejected + duplicates.</summary>
public sealed record FileReport
{
    /// <summary>Such as <c>users.csv</c>.</summary>
    public required string File { get; init; }

    /// <summary>Rows in the file.</summary>
    public required long Read { get; init; }

    /// <summary>Rows that were new or differed from what the table held.</summary>
    public required long Written { get; init; }

    /// <summary>Rows that the table held already.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Rows that were set aside.</summary>
    public required long Rejected { get; init; }

    /// <summary>Rows superseded by a later row with the same key.</summary>
    public required long Duplicates { get; init; }

    /// <summary>By column, rows that were kept although they name something that no table holds, such as an unknown <c>product_id</c>.</summary>
    public IReadOnlyDictionary<string, long> Gaps { get; init; } = new Dictionary<string, long>();

    /// <summary>Where the rejected rows and their reasons are; null when there are none.</summary>
    public string? RejectsFile { get; init; }
}
