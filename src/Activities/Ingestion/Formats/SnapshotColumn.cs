namespace Notify.Activities.Ingestion.Formats;

/// <summary>A column of a table's snapshots.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Type">How it is kept in Parquet.</param>
internal sealed record SnapshotColumn(string Name, SnapshotType Type)
{
    /// <summary>The name as SQL has it.</summary>
    public string Quoted => $"\"{Name}\"";

    /// <summary>DuckDB's type.</summary>
    public string SqlType => Type switch
    {
        SnapshotType.Whole => "INTEGER",
        SnapshotType.Money => "DECIMAL(18,6)",
        SnapshotType.Moment => "TIMESTAMP",
        SnapshotType.Date => "DATE",
        _ => "VARCHAR",
    };

    /// <summary>The value of a cell's text, as SQL.</summary>
    public string FromCell(string cell) => Type switch
    {
        SnapshotType.Text => cell,

        // The seventh digit is always zero: moments are kept to the microsecond
        SnapshotType.Moment => $"CAST(left({cell}, 26) AS TIMESTAMP)",
        _ => $"CAST({cell} AS {SqlType})",
    };

    /// <summary>The cell of a value, as SQL.</summary>
    public string ToCell() => Type switch
    {
        SnapshotType.Whole => $"CAST({Quoted} AS BIGINT)",
        SnapshotType.Money => $"rtrim(rtrim(CAST({Quoted} AS VARCHAR), '0'), '.')",
        SnapshotType.Moment => $"strftime({Quoted}, '%Y-%m-%dT%H:%M:%S.%f0Z')",
        SnapshotType.Date => $"CAST({Quoted} AS VARCHAR)",
        _ => Quoted,
    };
}

/// <summary>How an attribute is kept in a snapshot.</summary>
internal enum SnapshotType
{
    /// <summary>Text as it is in the tables: lists as JSON, times of day as 08:30:00.</summary>
    Text,

    /// <summary>INT32.</summary>
    Whole,

    /// <summary>DECIMAL(18,6).</summary>
    Money,

    /// <summary>Microseconds, UTC.</summary>
    Moment,

    /// <summary>Days.</summary>
    Date,
}
