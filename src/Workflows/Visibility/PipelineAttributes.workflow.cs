using Temporalio.Common;
using Temporalio.Workflows;

namespace Notify.Workflows.Visibility;

/// <summary>The search attributes of the pipeline that is running.</summary>
internal static class PipelineAttributes
{
    /// <summary>Adds what the start did not give: the date, and the kind where a person or another program started it.</summary>
    public static void Complete(string kind)
    {
        var given = Workflow.TypedSearchAttributes;
        var missing = new List<SearchAttributeUpdate>();
        if (!given.ContainsKey(NotifyAttributes.PipelineKind))
        {
            missing.Add(NotifyAttributes.PipelineKind.ValueSet(kind));
        }

        if (!given.ContainsKey(NotifyAttributes.Date))
        {
            missing.Add(NotifyAttributes.Date.ValueSet(NotifyAttributes.TextOf(DateOnly.FromDateTime(Workflow.UtcNow))));
        }

        if (missing.Count > 0)
        {
            Workflow.UpsertTypedSearchAttributes([.. missing]);
        }
    }

    /// <summary>What a stage inherits. A schedule's own attributes belong to the workflow that it started.</summary>
    public static SearchAttributeCollection ForStage()
    {
        var inherited = new SearchAttributeCollection.Builder();
        foreach (var key in (SearchAttributeKey<string>[])[NotifyAttributes.PipelineKind, NotifyAttributes.Date])
        {
            if (Workflow.TypedSearchAttributes.TryGetValue(key, out var value))
            {
                inherited.Set(key, value);
            }
        }

        return inherited.ToSearchAttributeCollection();
    }
}
