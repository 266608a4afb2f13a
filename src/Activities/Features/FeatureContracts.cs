using Notify.Activities.Changes;

namespace Notify.Activities.Features;

/// <summary>What to compute features for.</summary>
/// <param name="AsOf">UTC; the moment that "days since sign-up" counts to.</param>
/// <param name="Changes">What changed; null to compute all there is.</param>
public sealed record FeatureRequest(DateTimeOffset AsOf, ChangeScope? Changes = null);

/// <summary>Rows written, by table.</summary>
public sealed record FeatureReport(int Users, int Products, int Cells);
