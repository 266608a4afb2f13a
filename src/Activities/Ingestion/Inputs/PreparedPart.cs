namespace Notify.Activities.Ingestion.Inputs;

/// <summary>A part as a file of this machine, ready to be read.</summary>
/// <param name="Part">Where it came from.</param>
/// <param name="Index">Its place among the parts, from 0.</param>
/// <param name="Path">The file; text is UTF-8 and not compressed.</param>
/// <param name="Fingerprint">SHA-256 of the bytes as they came.</param>
internal sealed record PreparedPart(InputPart Part, int Index, string Path, byte[] Fingerprint)
{
    /// <summary>Whether only our own reader is sure to read it as it is meant.</summary>
    public bool NeedsCare { get; init; }

    /// <summary>Whether quoted fields may hold carriage returns.</summary>
    public bool MayHoldCarriageReturns { get; init; }

    /// <summary>Physical lines; 0 for Parquet.</summary>
    public long Lines { get; init; }
}
