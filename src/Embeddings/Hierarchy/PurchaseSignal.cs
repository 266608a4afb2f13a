namespace Notify.Embeddings.Hierarchy;

/// <summary>A purchase as it counts for its customer.</summary>
/// <param name="PurchaseId">Unique for the customer.</param>
/// <param name="PurchaseDate">UTC.</param>
/// <param name="Embedding">From <see cref="PurchaseEmbedding"/>: its length is its weight.</param>
/// <param name="SourceHash">From <see cref="PurchaseEmbedding"/>.</param>
public sealed record PurchaseSignal(string PurchaseId, DateTimeOffset PurchaseDate, ReadOnlyMemory<float> Embedding, string SourceHash);
