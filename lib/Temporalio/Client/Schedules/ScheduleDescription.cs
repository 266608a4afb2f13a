using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule in detail.</summary>
public class ScheduleDescription
{
    internal ScheduleDescription(string id, DescribeScheduleResponse rawDescription, DataConverter converter)
    {
        Id = id;
        RawDescription = rawDescription;
        Schedule = ScheduleProtos.FromProto(rawDescription.Schedule, converter);
        Info = new(rawDescription.Info ?? new());
        Memo = Client.WorkflowExecution.MemoOf(rawDescription.Memo, converter);
        TypedSearchAttributes = SearchAttributeCollection.FromProto(rawDescription.SearchAttributes);
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>What is done when.</summary>
    public Schedule Schedule { get; }

    /// <summary>What it has done and will do.</summary>
    public ScheduleInfo Info { get; }

    /// <summary>Values shown with the schedule.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo { get; }

    /// <summary>Values it is found by.</summary>
    public SearchAttributeCollection TypedSearchAttributes { get; }

    internal DescribeScheduleResponse RawDescription { get; }
}
