using Notify.Activities.Erasing;
using Notify.Workflows.Visibility;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Erasing;

/// <summary>Ends a customer's deliveries and deletes their histories.</summary>
public sealed class DeliveryEraser(ITemporalClient client) : IDeliveryEraser
{
    /// <inheritdoc/>
    public async Task<long> EraseAsync(string userId, CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        var value = userId.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        var found = await client.ListWorkflowsAsync($"{NotifyAttributes.UserId.Name} = '{value}'", new() { Rpc = rpc })
            .Select(execution => new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = execution.Id, RunId = execution.RunId })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var execution in found)
        {
            await DeleteAsync(execution, rpc).ConfigureAwait(false);
        }

        return found.Count;
    }

    // An open one is terminated by it: its timers and retries end, and nothing more is sent
    private async Task DeleteAsync(Temporalio.Api.Common.V1.WorkflowExecution execution, RpcOptions rpc)
    {
        try
        {
            await client.Connection.WorkflowService.DeleteWorkflowExecutionAsync(
                new() { Namespace = client.Options.Namespace, WorkflowExecution = execution }, rpc).ConfigureAwait(false);
        }
        catch (RpcException fault) when (fault.Code == RpcException.StatusCode.NotFound)
        {
            // Its retention ended meanwhile
        }
    }
}
