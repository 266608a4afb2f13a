using Notify.Domain.Purchases;

namespace Notify.Activities.Tests.Features.Independent;

/// <summary>What a product's purchases come to, added up one by one so that they need not be held.</summary>
internal sealed class ProductSales
{
    private decimal paid;

    /// <summary>Units sold.</summary>
    public int Units { get; private set; }

    /// <summary>Sum of the purchases' totals.</summary>
    public decimal Revenue { get; private set; }

    /// <summary>UTC; null when it never sold.</summary>
    public DateTimeOffset? LastSold { get; private set; }

    /// <summary>Mean price paid per unit, to the cent; null when it never sold.</summary>
    public decimal? AveragePrice => Units == 0 ? null : decimal.Round(paid / Units, 2);

    /// <summary>Adds a purchase of this product; each once.</summary>
    public void Add(Purchase purchase)
    {
        Units = checked(Units + purchase.Quantity);
        Revenue += purchase.TotalAmount;
        paid += purchase.Price * purchase.Quantity;
        LastSold = LastSold is { } last && last >= purchase.PurchaseDate ? last : purchase.PurchaseDate;
    }
}
