namespace Notify.Domain.Purchases;

/// <summary>One line of an order.</summary>
public sealed record Purchase
{
    public required string UserId { get; init; }

    public required string PurchaseId { get; init; }

    public required string ProductId { get; init; }

    /// <summary>UTC; midnight when the input names a date only.</summary>
    public required DateTimeOffset PurchaseDate { get; init; }

    /// <summary>Per unit, in the shop's currency.</summary>
    public required decimal Price { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Price × quantity unless the input says otherwise.</summary>
    public required decimal TotalAmount { get; init; }
}
