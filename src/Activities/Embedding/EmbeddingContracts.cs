using Notify.Activities.Changes;

namespace Notify.Activities.Embedding;

/// <summary>Which embeddings to compute.</summary>
/// <param name="Force">True computes every one; false only those whose source changed.</param>
/// <param name="Changes">What changed; null to look at all there is.</param>
public sealed record EmbedRequest(bool Force = false, ChangeScope? Changes = null);

/// <summary>What an embedding step did.</summary>
/// <param name="Total">Rows looked at.</param>
/// <param name="Computed">Embeddings computed and written.</param>
/// <param name="Unchanged">Embeddings that were right already.</param>
/// <param name="Skipped">Rows that cannot have one, such as a purchase of an unknown product.</param>
public sealed record EmbedReport(int Total, int Computed, int Unchanged, int Skipped);
