using System.Globalization;
using Notify.Domain.Purchases;
using Notify.Embeddings.Encoding;

namespace Notify.Embeddings.Hierarchy;

/// <summary>An order line as a vector: its product's, scaled by what the line says of the customer's interest.</summary>
/// <remarks>
/// The scale depends on quantity and price only. Recency moves with every day, so it enters where users are computed
/// (<see cref="UserEmbedding"/>) and a purchase's vector, once made, stays right.
/// </remarks>
public static class PurchaseEmbedding
{
    /// <summary>(1 + ln quantity) × (1 + ln(1 + unit price / typical price)): more units and dearer ones count more, with diminishing returns.</summary>
    /// <returns>At least 1.</returns>
    /// <exception cref="ArgumentException">The purchase has no unit or a negative amount.</exception>
    public static double Weight(Purchase purchase, HierarchyOptions options)
    {
        if (purchase.Quantity < 1 || purchase.TotalAmount < 0)
        {
            throw new ArgumentException(
                $"Purchase '{purchase.PurchaseId}' has quantity {purchase.Quantity} and total {purchase.TotalAmount}; needed are at least 1 and at least 0. Returns are not purchases.",
                nameof(purchase));
        }

        var unitPrice = purchase.TotalAmount / purchase.Quantity;
        return (1 + Math.Log(purchase.Quantity)) * (1 + Math.Log(1 + (double)(unitPrice / options.TypicalPrice)));
    }

    /// <summary>The product's vector times <see cref="Weight"/>; its length is the weight.</summary>
    /// <param name="product">The product's unit vector.</param>
    public static float[] Compute(ReadOnlySpan<float> product, Purchase purchase, HierarchyOptions options)
    {
        VectorGuard.RequireUnit(product, $"The product vector of purchase '{purchase.PurchaseId}'");
        var weight = (float)Weight(purchase, options);
        var vector = new float[product.Length];
        System.Numerics.Tensors.TensorPrimitives.Multiply(product, weight, vector);
        return vector;
    }

    /// <summary>Changes when the product's vector, the order line or the typical price does.</summary>
    /// <param name="productHash">Source hash of the product's vector.</param>
    public static string Hash(string productHash, Purchase purchase, HierarchyOptions options) =>
        SourceHash.Of(["purchase", productHash, purchase.PurchaseId, Text(purchase.Quantity), Text(purchase.TotalAmount), Text(options.TypicalPrice)]);

    // Trailing zeros of a decimal are no change
    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
