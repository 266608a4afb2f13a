namespace Notify.Activities.Recommending;

/// <summary>The tables know no user with that id.</summary>
public sealed class UserNotFoundException(string userId) : Exception($"There is no user '{userId}'.")
{
    /// <summary>The id asked for.</summary>
    public string UserId { get; } = userId;
}

/// <summary>Embeddings that are needed have not been built yet; a pipeline run builds them.</summary>
public sealed class EmbeddingsUnavailableException(string kind)
    : Exception($"There are no {kind} embeddings yet. Run the pipeline (notify pipeline run), then ask again.")
{
    /// <summary>campaign or user.</summary>
    public string Kind { get; } = kind;
}
