using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Upserts of memo fields and search attributes: an empty value, or null in any encoding, removes the field.</summary>
internal static class FieldMerge
{
    public static SearchAttributes Merge(SearchAttributes? present, SearchAttributes? upserted)
    {
        var merged = present?.Clone() ?? new SearchAttributes();
        Merge(merged.IndexedFields, upserted?.IndexedFields);
        return merged;
    }

    public static Memo Merge(Memo? present, Memo? upserted)
    {
        var merged = present?.Clone() ?? new Memo();
        Merge(merged.Fields, upserted?.Fields);
        return merged;
    }

    private static void Merge(MapField<string, Payload> target, MapField<string, Payload>? upserted)
    {
        foreach (var (name, payload) in upserted ?? [])
        {
            if (payload.Data.IsEmpty || payload.Data.Span.SequenceEqual("null"u8) || payload.Data.Span.SequenceEqual("[]"u8))
            {
                target.Remove(name);
            }
            else
            {
                target[name] = payload;
            }
        }
    }
}
