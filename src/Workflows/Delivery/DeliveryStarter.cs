using Notify.Activities.Delivering;
using Notify.Domain.Planning;
using Notify.Workflows.Visibility;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Delivery;

/// <summary>Starts a delivery workflow for a published plan.</summary>
public sealed class DeliveryStarter(ITemporalClient client) : IDeliveryStarter
{
    /// <inheritdoc/>
    public async Task StartAsync(PlanReference plan, IReadOnlyList<PlannedSlot> slots, CancellationToken cancellationToken)
    {
        var id = UserDeliveryWorkflow.IdOf(plan.UserId, plan.Date);
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        try
        {
            var input = new UserDeliveryInput(plan.UserId, plan.Date);
            await client.StartWorkflowAsync(
                (UserDeliveryWorkflow w) => w.RunAsync(input),
                new WorkflowOptions(id, TaskQueues.Deliveries)
                {
                    StaticSummary = Summary.Of($"deliver to {plan.UserId} on {NotifyAttributes.TextOf(plan.Date)}"),
                    StaticDetails = DeliveryTexts.DetailsOf(slots),
                    Memo = MemoOf(plan, slots),
                    TypedSearchAttributes = NotifyAttributes.OfDelivery(plan.UserId, plan.Date),
                    Rpc = rpc,
                }).ConfigureAwait(false);
        }
        catch (WorkflowAlreadyStartedException)
        {
            await client.GetWorkflowHandle<UserDeliveryWorkflow>(id)
                .SignalAsync(w => w.ReplanAsync(), new() { Rpc = rpc }).ConfigureAwait(false);
        }
    }

    private static Dictionary<string, object> MemoOf(PlanReference plan, IReadOnlyList<PlannedSlot> slots)
    {
        var memo = new Dictionary<string, object> { ["userId"] = plan.UserId, ["plannedSlots"] = slots.Count };
        if (slots.Count > 0)
        {
            memo["firstSlotAt"] = slots[0].At;
        }

        return memo;
    }
}
