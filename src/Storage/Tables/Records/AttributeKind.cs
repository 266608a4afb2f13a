namespace Notify.Storage.Tables.Records;

/// <summary>How an attribute is kept, and the type of its cell.</summary>
public enum AttributeKind
{
    /// <summary>Text, moments, dates and times. Cell: string.</summary>
    Text,

    /// <summary>Whole numbers. Cell: long.</summary>
    Integer,

    /// <summary>Floating-point numbers. Cell: double.</summary>
    Real,

    /// <summary>Money: exact decimal digits. Cell: string.</summary>
    Decimal,

    /// <summary>Cell: bool.</summary>
    Boolean,

    /// <summary>Vectors, as little-endian float32. Cell: byte[].</summary>
    Bytes,

    /// <summary>Lists and records. Cell: string, JSON with names in snake_case.</summary>
    Json,
}
