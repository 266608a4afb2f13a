namespace Notify.Activities.Ingestion;

/// <summary>How far ingestion is. Each file is first checked whole, then written.</summary>
/// <param name="File">Such as <c>users.csv</c>.</param>
/// <param name="Stage">See <see cref="IngestStage"/>.</param>
/// <param name="Rows">Rows of the file so far in this stage.</param>
public sealed record IngestProgress(string File, IngestStage Stage, long Rows);

/// <summary>What is being done with a file.</summary>
public enum IngestStage
{
    /// <summary>Every row is read and judged; nothing is written yet.</summary>
    Checking,

    /// <summary>Rows are compared with the table and the changed ones written.</summary>
    Writing,
}
