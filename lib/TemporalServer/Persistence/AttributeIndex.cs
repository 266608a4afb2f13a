using System.Buffers;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Persistence;

/// <summary>
/// An index over the visibility table for each search attribute with one comparable value, in the order of listings.
/// It holds only the executions that have the attribute, of all namespaces that know it.
/// </summary>
internal static class AttributeIndex
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-. ");

    /// <summary>The attribute's value as SQL. Queries must use the very same text, else the planner does not see the index.</summary>
    public static string Expression(string attribute) =>
        $"json_extract(search_attributes, '$.\"{attribute.Replace("'", "''", StringComparison.Ordinal)}\"')";

    /// <summary>Whether searches for such an attribute are served by an index; others read every execution of the namespace.</summary>
    public static bool Serves(string attribute, IndexedValueType type) =>
        type is IndexedValueType.Keyword or IndexedValueType.Int or IndexedValueType.Double or IndexedValueType.Bool or IndexedValueType.Datetime
        && !attribute.AsSpan().ContainsAnyExcept(Plain);

    /// <summary>The statement that makes the index unless it is there.</summary>
    public static string Create(string attribute) =>
        $"""
        CREATE INDEX IF NOT EXISTS "visibility_by_{attribute}" ON visibility (namespace, {Expression(attribute)}, start_time)
            WHERE {Expression(attribute)} IS NOT NULL
        """;
}
