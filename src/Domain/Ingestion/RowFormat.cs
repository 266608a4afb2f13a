namespace Notify.Domain.Ingestion;

/// <summary>One kind of input file: its columns and how a row of it becomes a record.</summary>
/// <param name="Name">File name without extension, such as <c>users</c>.</param>
/// <param name="Required">Columns without which the file is refused.</param>
/// <param name="Optional">Columns that are read when they are there; every other column is ignored.</param>
/// <param name="IsPersonal">Whether values may say something about a person, and so never appear in a report.</param>
/// <param name="Build">Reads the fields; its result counts only when no field was refused.</param>
public sealed record RowFormat<T>(string Name, IReadOnlyList<string> Required, IReadOnlyList<string> Optional, bool IsPersonal, Func<RowFields, T> Build)
    where T : class
{
    /// <summary>Reads a row.</summary>
    /// <param name="fields">The row.</param>
    /// <param name="record">The record; null when the row is refused.</param>
    /// <returns>Why it is refused; nothing when it is not.</returns>
    public IReadOnlyList<Reject> Read(RowFields fields, out T? record)
    {
        var built = Build(fields);
        record = fields.Rejects.Count == 0 ? built : null;
        return fields.Rejects;
    }
}
