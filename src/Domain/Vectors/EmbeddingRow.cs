namespace Notify.Domain.Vectors;

/// <summary>An embedding as it is stored, with what is needed to know whether it is still right.</summary>
public sealed record EmbeddingRow
{
    /// <summary>Product, purchase, user or campaign id, by table.</summary>
    public required string Id { get; init; }

    /// <summary>384 numbers; stored as little-endian float32. L2-normalised, except purchases, which carry a weight.</summary>
    public required ReadOnlyMemory<float> Embedding { get; init; }

    /// <summary>Which encoder made it; vectors of different versions are never compared.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Hash of everything it was made from; equal hash and model version mean there is nothing to recompute.</summary>
    public required string SourceHash { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
