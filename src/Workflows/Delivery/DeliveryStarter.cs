using Notify.Activities.Delivering;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Delivery;

/// <summary>Starts a delivery workflow for a published plan.</summary>
public sealed class DeliveryStarter(ITemporalClient client) : IDeliveryStarter
{
    /// <inheritdoc/>
    public async Task StartAsync(PlanReference plan, CancellationToken cancellationToken)
    {
        var id = UserDeliveryWorkflow.IdOf(plan.UserId, plan.Date);
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        try
        {
            var input = new UserDeliveryInput(plan.UserId, plan.Date);
            await client.StartWorkflowAsync(
                (UserDeliveryWorkflow w) => w.RunAsync(input),
                new WorkflowOptions(id, TaskQueues.Deliveries) { Rpc = rpc }).ConfigureAwait(false);
        }
        catch (WorkflowAlreadyStartedException)
        {
            await client.GetWorkflowHandle<UserDeliveryWorkflow>(id)
                .SignalAsync(w => w.ReplanAsync(), new() { Rpc = rpc }).ConfigureAwait(false);
        }
    }
}
