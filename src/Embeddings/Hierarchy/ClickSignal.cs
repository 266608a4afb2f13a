namespace Notify.Embeddings.Hierarchy;

/// <summary>A click, view or add to cart as it counts for its customer.</summary>
/// <param name="EventId">Unique for the customer.</param>
/// <param name="Event">view, add_to_cart or click; other events say nothing about taste and are ignored.</param>
/// <param name="Timestamp">UTC.</param>
/// <param name="Embedding">Unit vector of the product (or campaign) it was about.</param>
/// <param name="SourceHash">Of that vector: what it was made from.</param>
public sealed record ClickSignal(string EventId, string Event, DateTimeOffset Timestamp, ReadOnlyMemory<float> Embedding, string SourceHash);
