using Notify.Domain.Purchases;

namespace Notify.Activities.Embedding;

/// <summary>Key of a purchase's vector. A purchase id is unique for its customer only.</summary>
internal static class PurchaseEmbeddingId
{
    public static string Of(Purchase purchase) => $"{purchase.UserId}/{purchase.PurchaseId}";
}
