namespace Notify.Embeddings.Search;

/// <summary>A vector near a query.</summary>
/// <param name="Id">Id of the thing the vector stands for.</param>
/// <param name="Score">Dot product; the cosine when the query has length 1.</param>
public readonly record struct Neighbour(string Id, float Score);
