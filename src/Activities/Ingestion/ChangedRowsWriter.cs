using Notify.Storage.Tables;
using Notify.Storage.Tables.Records;

namespace Notify.Activities.Ingestion;

/// <summary>Compares rows with what the table holds and writes those that differ, so that ingesting a file again changes nothing.</summary>
internal sealed class ChangedRowsWriter<T>(
    ITables tables, TableDefinition<T> table, IReadOnlyList<Reference<T>> references, Func<T, T, T>? merge)
    where T : class
{
    private readonly RecordShape<T> shape = RecordShape.Of<T>();
    private readonly Dictionary<string, long> gaps = references.ToDictionary(reference => reference.Column, _ => 0L);
    private bool isEmpty;

    public long Written { get; private set; }

    public long Unchanged { get; private set; }

    /// <summary>By column, rows that name what is not there.</summary>
    public IReadOnlyDictionary<string, long> Gaps => gaps;

    /// <summary>Looks whether there is anything to compare with.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        isEmpty = await tables.CountAsync(table, cancellationToken).ConfigureAwait(false) == 0;

    /// <summary>Writes those of the rows that differ. Each key comes once in a file.</summary>
    public async Task WriteAsync(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        var held = isEmpty ? [] : await HeldAsync(rows, cancellationToken).ConfigureAwait(false);
        var changed = rows.Select(row => Changed(held.GetValueOrDefault(KeyOf(row)), row)).OfType<T>().ToArray();
        await tables.PutAsync(table, changed, cancellationToken).ConfigureAwait(false);
        Written += changed.Length;
        Unchanged += rows.Count - changed.Length;
        foreach (var reference in references)
        {
            gaps[reference.Column] += await reference.CountGapsAsync(tables, rows, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>What to write in the place of what is held; null when it is the same.</returns>
    private T? Changed(T? held, T row)
    {
        if (held is null)
        {
            return row;
        }

        var merged = merge is null ? row : merge(held, row);
        return shape.AreSame(held, merged) ? null : merged;
    }

    private async Task<Dictionary<(string, string?), T>> HeldAsync(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (table.SortKey is null)
        {
            var found = await tables.GetManyAsync(table, [.. rows.Select(row => KeyOf(row).Item1)], cancellationToken).ConfigureAwait(false);
            return found.ToDictionary(KeyOf);
        }

        var held = new Dictionary<(string, string?), T>();
        foreach (var key in rows.Select(KeyOf))
        {
            if (await tables.GetAsync(table, key.Item1, key.Item2, cancellationToken).ConfigureAwait(false) is { } row)
            {
                held[key] = row;
            }
        }

        return held;
    }

    private (string, string?) KeyOf(T row)
    {
        var key = shape.KeyOf(row, table);
        return (key[0], key.Length > 1 ? key[1] : null);
    }
}
