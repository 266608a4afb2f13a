using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// Filters of the runs that this process has written or merged, by a number that the list of runs keeps beside each: a run
/// whose filter is not here is looked into, so that restarts and other processes make a look-up slower and never wrong.
/// </summary>
internal sealed class RunFilters
{
    /// <summary>From how many rows on a run has no filter. There are few such runs, and the filters of all others take some 10 MB.</summary>
    public const long MostKeys = 1 << 20;

    private readonly ConcurrentDictionary<long, KeyFilter> filters = new();

    /// <summary>The filter of the run that new rows go to; 0 before there is one.</summary>
    public long Open { get; set; }

    /// <summary>Makes a filter for a run that has no rows yet.</summary>
    /// <returns>Its number, null where the run becomes too large to have one.</returns>
    public long? Add(long keys)
    {
        if (keys > MostKeys)
        {
            return null;
        }

        var number = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) | 1;
        filters[number] = new KeyFilter(keys);
        return number;
    }

    /// <summary>The filter with that number; null where it is not here.</summary>
    public KeyFilter? Of(long? number) => number is { } known ? filters.GetValueOrDefault(known) : null;

    /// <summary>Forgets the filters of runs that are no more.</summary>
    public void Keep(IReadOnlySet<long> numbers)
    {
        foreach (var number in filters.Keys.Where(number => !numbers.Contains(number)))
        {
            filters.TryRemove(number, out _);
        }
    }
}
