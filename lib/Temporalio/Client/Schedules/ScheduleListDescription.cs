using Temporalio.Api.Schedule.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule as listings show it.</summary>
public class ScheduleListDescription
{
    internal ScheduleListDescription(ScheduleListEntry entry, DataConverter converter)
    {
        Id = entry.ScheduleId;
        Schedule = entry.Info is { } info ? new(info) : null;
        Info = entry.Info is { } listInfo ? new(listInfo) : null;
        Memo = Client.WorkflowExecution.MemoOf(entry.Memo, converter);
        TypedSearchAttributes = SearchAttributeCollection.FromProto(entry.SearchAttributes);
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>What is done when; null on servers that do not say.</summary>
    public ScheduleListSchedule? Schedule { get; }

    /// <summary>What it has done and will do; null on servers that do not say.</summary>
    public Schedules.ScheduleListInfo? Info { get; }

    /// <summary>Values shown with the schedule.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo { get; }

    /// <summary>Values it is found by.</summary>
    public SearchAttributeCollection TypedSearchAttributes { get; }
}
