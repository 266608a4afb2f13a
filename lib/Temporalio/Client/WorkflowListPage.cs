namespace Temporalio.Client;

/// <summary>One page of a listing of workflows.</summary>
/// <param name="Workflows">The workflows of the page.</param>
/// <param name="NextPageToken">Asks for the next page; null after the last.</param>
public record WorkflowListPage(IReadOnlyCollection<WorkflowExecution> Workflows, byte[]? NextPageToken);
