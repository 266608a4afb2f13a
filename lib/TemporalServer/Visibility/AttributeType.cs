namespace TemporalServer.Visibility;

/// <summary>What a search attribute holds; decides which comparisons it allows.</summary>
internal enum AttributeType
{
    /// <summary>Text split into words; compared by word.</summary>
    Text,

    /// <summary>Text compared as a whole.</summary>
    Keyword,

    /// <summary>A 64-bit whole number.</summary>
    Int,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A point in time, stored in UTC ticks.</summary>
    Datetime,

    /// <summary>A set of keywords; a comparison holds when one of them matches.</summary>
    KeywordList,

    /// <summary>The state of the execution, stored as the number of its enum.</summary>
    Status,

    /// <summary>A time span, stored in ticks and written in nanoseconds or as text such as <c>1h30m</c>.</summary>
    Duration,
}
