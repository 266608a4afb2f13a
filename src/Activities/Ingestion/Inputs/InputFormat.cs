namespace Notify.Activities.Ingestion.Inputs;

/// <summary>How a file is written.</summary>
internal enum InputFormat
{
    /// <summary>CSV, its separator found from the header.</summary>
    Csv,

    /// <summary>Parquet.</summary>
    Parquet,

    /// <summary>A JSON object on each line.</summary>
    JsonLines,
}
