namespace Notify.Activities.Ingestion.Loads;

/// <summary>A load that is about to begin.</summary>
/// <param name="Load">Its id: a number that counts the loads, and what tells apart two that began at once.</param>
/// <param name="Files">What is to be loaded, in order; such as <c>users.csv</c> or <c>users/</c>.</param>
/// <param name="After">The load before it; null when it is the first.</param>
public sealed record LoadPlan(string Load, IReadOnlyList<string> Files, string? After);
