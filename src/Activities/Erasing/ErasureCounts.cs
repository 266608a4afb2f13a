namespace Notify.Activities.Erasing;

/// <summary>What an erasure removed or rewrote, by where it was.</summary>
public sealed class ErasureCounts
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>As a plain dictionary; places with nothing are left out.</summary>
    public IReadOnlyDictionary<string, long> All => counts;

    /// <summary>Adds what was removed from a place.</summary>
    public void Add(string place, long count)
    {
        if (count > 0)
        {
            counts[place] = counts.GetValueOrDefault(place) + count;
        }
    }
}
