using Temporalio.Api.History.V1;

namespace Temporalio.Client;

/// <summary>Some events of a history.</summary>
/// <param name="Events">The events, in order.</param>
/// <param name="NextPageToken">Where the next page begins; null on the last one.</param>
public record WorkflowHistoryEventPage(IReadOnlyCollection<HistoryEvent> Events, byte[]? NextPageToken);
