using Notify.Domain.Purchases;

namespace Notify.Activities.Embedding;

/// <summary>Key of a purchase's vector. A purchase id is unique for its customer only.</summary>
internal static class PurchaseEmbeddingId
{
    // A slash within the user id must not look like the one between the two
    public static string Of(Purchase purchase) =>
        $"{purchase.UserId.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal)}/{purchase.PurchaseId}";
}
