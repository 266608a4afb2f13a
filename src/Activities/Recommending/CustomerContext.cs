using Notify.Domain.Customers;
using Notify.Domain.Vectors;

namespace Notify.Activities.Recommending;

/// <summary>What ranking and planning need to know of one customer.</summary>
/// <param name="User">The customer.</param>
/// <param name="Preferences">Null for a customer who has expressed none.</param>
/// <param name="HourlyActivity">24 shares by local hour, or empty.</param>
/// <param name="Embedding">Null while it has not been built.</param>
public sealed record CustomerContext(
    User User, UserPreferences? Preferences, IReadOnlyList<double> HourlyActivity, EmbeddingRow? Embedding);
