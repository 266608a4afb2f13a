namespace Notify.Activities.Changes;

/// <summary>
/// What an update is about: for each base table a stretch of its change log. Workflows pass this on; the steps read the
/// keys from the log themselves, because there may be more of them than a history should hold.
/// </summary>
/// <param name="Stretches">One for each table that features and embeddings are made from.</param>
public sealed record ChangeScope(IReadOnlyList<ChangeStretch> Stretches)
{
    /// <summary>True when nothing changed.</summary>
    public bool IsEmpty => Stretches.All(stretch => !stretch.IsWhole && stretch.After >= stretch.UpTo);
}

/// <summary>A stretch of one table's change log.</summary>
/// <param name="TableName">The base table.</param>
/// <param name="After">The last entry done before.</param>
/// <param name="UpTo">The last entry of the stretch.</param>
/// <param name="IsWhole">True when the keys are not to be had, and any row may have changed.</param>
public sealed record ChangeStretch(string TableName, long After, long UpTo, bool IsWhole);
