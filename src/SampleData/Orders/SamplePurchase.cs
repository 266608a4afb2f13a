namespace Notify.SampleData.Orders;

/// <summary>A row of purchases.csv.</summary>
/// <param name="PurchaseId">Shaped like a version 4 UUID.</param>
/// <param name="Price">Per piece when bought, in the shop's currency, whole units.</param>
/// <param name="PurchaseDate">UTC, to the minute.</param>
public sealed record SamplePurchase(
    string UserId, string PurchaseId, string ProductId, int Quantity, int Price, DateTime PurchaseDate);
