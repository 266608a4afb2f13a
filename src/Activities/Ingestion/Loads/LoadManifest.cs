namespace Notify.Activities.Ingestion.Loads;

/// <summary>What a load did: the object <c>loads/ID.json</c>, written last. A load without one does not count.</summary>
/// <param name="Load">Its id.</param>
/// <param name="Files">What became of each file.</param>
public sealed record LoadManifest(string Load, IReadOnlyList<FileReport> Files);
