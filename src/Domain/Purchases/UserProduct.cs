namespace Notify.Domain.Purchases;

/// <summary>One cell of the user–product matrix.</summary>
public sealed record UserProduct
{
    public required string UserId { get; init; }

    public required string ProductId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset LastPurchaseDate { get; init; }

    public bool PurchasedBefore { get; init; } = true;

    /// <summary>How many purchases, whatever their quantity.</summary>
    public required int TimesPurchased { get; init; }
}
