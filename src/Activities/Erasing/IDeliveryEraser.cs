namespace Notify.Activities.Erasing;

/// <summary>Ends what a customer's deliveries are about to do and forgets what they did. The workflows implement it, since activities do not know them.</summary>
public interface IDeliveryEraser
{
    /// <summary>Ends every delivery of a customer and deletes its history. Safe to repeat.</summary>
    /// <returns>How many there were.</returns>
    Task<long> EraseAsync(string userId, CancellationToken cancellationToken);
}
