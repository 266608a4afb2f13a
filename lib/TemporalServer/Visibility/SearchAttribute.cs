namespace TemporalServer.Visibility;

/// <summary>An attribute executions can be found by.</summary>
/// <param name="Name">As queries write it.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Column">The SQL expression over the visibility table; null when the value lies in the JSON column.</param>
internal sealed record SearchAttribute(string Name, AttributeType Type, string? Column = null)
{
    /// <summary>Its place in the JSON column, for SQLite's JSON functions.</summary>
    public string JsonPath => $"$.\"{Name}\"";
}
