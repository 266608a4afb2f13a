namespace Notify.Domain.Purchases;

/// <summary>The cells of the user–product matrix that follow from one customer's purchases.</summary>
public static class MatrixCells
{
    /// <summary>The cells of some products.</summary>
    /// <param name="purchases">All of one customer's, each once.</param>
    /// <param name="products">The products wanted, repeats allowed; those never bought have no cell.</param>
    public static IReadOnlyCollection<UserProduct> Of(IReadOnlyCollection<Purchase> purchases, IEnumerable<string> products)
    {
        var cells = new Dictionary<string, UserProduct?>(StringComparer.Ordinal);
        foreach (var product in products)
        {
            cells[product] = null;
        }

        foreach (var purchase in purchases)
        {
            if (cells.TryGetValue(purchase.ProductId, out var cell))
            {
                cells[purchase.ProductId] = With(cell, purchase);
            }
        }

        return [.. cells.Values.OfType<UserProduct>()];
    }

    private static UserProduct With(UserProduct? cell, Purchase purchase) => new()
    {
        UserId = purchase.UserId,
        ProductId = purchase.ProductId,
        LastPurchaseDate = cell is not null && cell.LastPurchaseDate >= purchase.PurchaseDate ? cell.LastPurchaseDate : purchase.PurchaseDate,
        TimesPurchased = (cell?.TimesPurchased ?? 0) + 1,
    };
}
