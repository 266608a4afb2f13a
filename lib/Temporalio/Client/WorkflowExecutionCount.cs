using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>How many workflows a query finds.</summary>
public class WorkflowExecutionCount
{
    internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(group => new AggregationGroup(group))];
    }

    /// <summary>Workflows in all.</summary>
    public long Count { get; }

    /// <summary>Workflows by group, if the query groups.</summary>
    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    /// <summary>How many workflows are in one group.</summary>
    public class AggregationGroup
    {
        internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues =
            [
                .. raw.GroupValues.Select(payload => SearchAttributePayloads.FromPayload("group", payload)?.Value ?? string.Empty),
            ];
        }

        /// <summary>Workflows in the group.</summary>
        public long Count { get; }

        /// <summary>What the group has in common.</summary>
        public IReadOnlyCollection<object> GroupValues { get; }
    }
}
