using Notify.Domain.Deliveries;

namespace Notify.Api.Users;

/// <summary>What was sent to a user, or was to be and was not; the newest first.</summary>
public sealed record DeliveriesReply(string UserId, IReadOnlyList<Delivery> Deliveries);

/// <summary>A user's in-app inbox, the newest first.</summary>
public sealed record InboxReply(string UserId, IReadOnlyList<Notification> Notifications);

/// <summary>A user's embedding.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Dimensions">Numbers in <paramref name="Embedding"/>.</param>
/// <param name="ModelVersion">The encoder it comes from.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="Embedding">L2-normalised.</param>
public sealed record EmbeddingReply(
    string UserId, int Dimensions, string ModelVersion, DateTimeOffset UpdatedAt, IReadOnlyList<float> Embedding);
