using System.Text.Json;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Engine;

/// <summary>How many search attributes a run may have, how large, and which values fit their types.</summary>
internal static class SearchAttributeLimits
{
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: too many or too large.</exception>
    public static void Require(SearchAttributes attributes)
    {
        if (attributes.IndexedFields.Count > Limits.SearchAttributes)
        {
            throw Faults.InvalidArgument($"number of search attributes {attributes.IndexedFields.Count} exceeds limit {Limits.SearchAttributes}");
        }

        var total = 0;
        foreach (var (name, payload) in attributes.IndexedFields)
        {
            if (payload.Data.Length > Limits.SearchAttributeBytes)
            {
                throw Faults.InvalidArgument($"search attribute {Excerpt.Of(name)} value size {payload.Data.Length} exceeds size limit {Limits.SearchAttributeBytes}");
            }

            total += name.Length + payload.Data.Length;
        }

        if (total > Limits.SearchAttributesBytes)
        {
            throw Faults.InvalidArgument($"total size of search attributes {total} exceeds size limit {Limits.SearchAttributesBytes}");
        }
    }

    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the value is not of the type.</exception>
    public static void RequireValue(string name, IndexedValueType type, Payload payload)
    {
        if (payload.Data.IsEmpty)
        {
            return;
        }

        try
        {
            using var value = JsonDocument.Parse(payload.Data.Memory);
            if (Fits(type, value.RootElement))
            {
                return;
            }
        }
        catch (JsonException)
        {
            // Refused below
        }

        throw Faults.InvalidArgument($"invalid value for search attribute {Excerpt.Of(name)} of type {type}: expected {Expected(type)} as JSON");
    }

    private static bool Fits(IndexedValueType type, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        // SDKs send removals, and lists of one, as lists
        JsonValueKind.Array when type == IndexedValueType.KeywordList => value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String),
        JsonValueKind.Array => value.GetArrayLength() == 0 || (value.GetArrayLength() == 1 && value[0].ValueKind != JsonValueKind.Array && Fits(type, value[0])),
        JsonValueKind.String when type == IndexedValueType.Datetime => value.TryGetDateTimeOffset(out _),
        JsonValueKind.String => type is IndexedValueType.Keyword or IndexedValueType.Text or IndexedValueType.KeywordList,
        JsonValueKind.Number => type == IndexedValueType.Double || (type == IndexedValueType.Int && value.TryGetInt64(out _)),
        JsonValueKind.True or JsonValueKind.False => type == IndexedValueType.Bool,
        _ => false,
    };

    private static string Expected(IndexedValueType type) => type switch
    {
        IndexedValueType.Int => "a whole number",
        IndexedValueType.Double => "a number",
        IndexedValueType.Bool => "true or false",
        IndexedValueType.Datetime => "an RFC 3339 time",
        IndexedValueType.KeywordList => "a list of strings",
        _ => "a string",
    };
}
