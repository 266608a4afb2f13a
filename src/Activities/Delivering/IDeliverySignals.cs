namespace Notify.Activities.Delivering;

/// <summary>
/// Tells a customer's running deliveries what the customer did. A signal that does not arrive costs time, never
/// correctness: what may be sent is read from the tables at the moment of the send. So neither call fails.
/// </summary>
public interface IDeliverySignals
{
    /// <summary>The customer opted out; it is in the tables already.</summary>
    Task OptedOutAsync(string userId, CancellationToken cancellationToken);

    /// <summary>The customer bought something in answer to a notification; it is in the tables already.</summary>
    Task PurchasedAsync(string userId, string purchaseId, CancellationToken cancellationToken);
}
