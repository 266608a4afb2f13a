using Microsoft.Extensions.Logging;
using Notify.Activities.Delivering;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Delivery;

/// <summary>Signals a customer's running deliveries: those of the plans that began today or yesterday (UTC), for a plan is 24 hours long.</summary>
public sealed partial class DeliverySignals(ITemporalClient client, TimeProvider time, ILogger<DeliverySignals> logger) : IDeliverySignals
{
    // A stream must not wait for the engine
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task OptedOutAsync(string userId, CancellationToken cancellationToken) =>
        SignalAsync(userId, (delivery, rpc) => delivery.SignalAsync(w => w.OptOutAsync(), new() { Rpc = rpc }), cancellationToken);

    /// <inheritdoc/>
    public Task PurchasedAsync(string userId, string purchaseId, CancellationToken cancellationToken) =>
        SignalAsync(userId, (delivery, rpc) => delivery.SignalAsync(w => w.PurchaseAsync(purchaseId), new() { Rpc = rpc }), cancellationToken);

    private async Task SignalAsync(
        string userId, Func<WorkflowHandle<UserDeliveryWorkflow>, RpcOptions, Task> signal, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var date in (DateOnly[])[today, today.AddDays(-1)])
        {
            try
            {
                var rpc = new RpcOptions { Timeout = Patience, Retry = false, CancellationToken = cancellationToken };
                await signal(client.GetWorkflowHandle<UserDeliveryWorkflow>(UserDeliveryWorkflow.IdOf(userId, date)), rpc).ConfigureAwait(false);
            }
            catch (RpcException fault) when (fault.Code == RpcException.StatusCode.NotFound)
            {
                // Nothing of that day is being delivered
            }
            catch (RpcException fault)
            {
                LogNotSignalled(logger, fault);
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A delivery could not be told what its customer did; it reads it from the tables before it sends")]
    private static partial void LogNotSignalled(ILogger logger, Exception fault);
}
