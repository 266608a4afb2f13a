namespace Notify.Activities.Ingestion.Formats;

/// <summary>A column of a file as SQL reads it, where its value is written in a form that leaves no doubt.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Form">What it holds.</param>
internal sealed record FastColumn(string Name, FastForm Form)
{
    /// <summary>Whether a row must have it; keys and required texts always must.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Bounds of a whole number.</summary>
    public (long Least, long Most) Bounds { get; init; }

    /// <summary>What takes its place where a row has none: SQL over the other columns' <c>v_NAME</c>, NULL where that is in doubt; null for nothing.</summary>
    public string? Fallback { get; init; }
}

/// <summary>What a column holds.</summary>
internal enum FastForm
{
    /// <summary>An identifier.</summary>
    Key,

    /// <summary>Any text, empty where there is none.</summary>
    Text,

    /// <summary>Text that must be there.</summary>
    RequiredText,

    /// <summary>Text, no value where there is none.</summary>
    OptionalText,

    /// <summary>Money.</summary>
    Amount,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A moment.</summary>
    Moment,
}
