using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion;

/// <summary>Counts the rows that name something no table holds.</summary>
internal abstract class Reference<T>(string column, Func<T, string> key)
    where T : class
{
    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>The column that names it.</summary>
    public string Column => column;

    /// <summary>How many of the rows name what is not there.</summary>
    public async Task<long> CountGapsAsync(ITables tables, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        var unknown = rows.Select(key).Where(name => !known.ContainsKey(name)).Distinct(StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            var found = await FindAsync(tables, unknown, cancellationToken).ConfigureAwait(false);
            foreach (var name in unknown)
            {
                known[name] = found.Contains(name);
            }
        }

        return rows.LongCount(row => !known[key(row)]);
    }

    /// <summary>Those of the keys that have a row.</summary>
    protected abstract Task<HashSet<string>> FindAsync(ITables tables, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class Reference<T, TTarget>(string column, Func<T, string> key, TableDefinition<TTarget> target, Func<TTarget, string> targetKey)
    : Reference<T>(column, key)
    where T : class
    where TTarget : class
{
    protected override async Task<HashSet<string>> FindAsync(ITables tables, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var rows = await tables.GetManyAsync(target, keys, cancellationToken).ConfigureAwait(false);
        return rows.Select(targetKey).ToHashSet(StringComparer.Ordinal);
    }
}
