using System.Globalization;
using DuckDB.NET.Data;
using Notify.Domain.Ingestion;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Records;

namespace Notify.Activities.Ingestion.Formats;

/// <summary>One of the base tables, as files fill it: what its rows are and what becomes of them.</summary>
internal abstract class LoadTable
{
    /// <summary>Name of its file without extension, such as <c>users</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Such as <c>notify_users</c>.</summary>
    public abstract string TableName { get; }

    /// <summary>The key's columns.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>Columns without which a file is refused.</summary>
    public abstract IReadOnlyList<string> Required { get; }

    /// <summary>Every column that is read.</summary>
    public abstract IReadOnlyList<string> Known { get; }

    /// <summary>Whether values may say something about a person.</summary>
    public abstract bool IsPersonal { get; }

    /// <summary>The columns of its snapshots, in the order of its attributes.</summary>
    public abstract IReadOnlyList<SnapshotColumn> Columns { get; }

    /// <summary>Whether a delivery may always lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>How SQL reads the columns; null where every row is read by its format.</summary>
    public IReadOnlyList<FastColumn>? Fast { get; init; }

    /// <summary>What its rows name in other tables.</summary>
    public IReadOnlyList<TableReference> References { get; init; } = [];

    /// <summary>The column that says whose a row is; null where it is nobody's.</summary>
    public string? Person { get; init; }

    /// <summary>The key's columns as SQL has them, with commas.</summary>
    public string KeyList => string.Join(", ", Keys.Select(key => $"\"{key}\""));

    /// <summary>Reads a row by its format.</summary>
    /// <param name="fields">The row.</param>
    /// <param name="cells">The text of each column's cell; null where the row is refused.</param>
    /// <returns>Why it is refused; nothing when it is not.</returns>
    public abstract IReadOnlyList<Reject> Judge(RowFields fields, out string?[]? cells);

    /// <summary>The statement whose rows a batch takes, less its FROM.</summary>
    public abstract string Select { get; }

    /// <summary>Begins a batch of rows to be written.</summary>
    public abstract RowBatch NewBatch();

    /// <summary>Whether the table has no row at all.</summary>
    public abstract Task<bool> IsEmptyAsync(ITables tables, CancellationToken cancellationToken);
}

/// <summary>Rows on their way from a snapshot to a table.</summary>
internal abstract class RowBatch
{
    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Takes the reader's current row.</summary>
    public abstract void Add(DuckDBDataReader reader);

    /// <summary>Writes them; they are durable then.</summary>
    public abstract Task PutAsync(ITables tables, CancellationToken cancellationToken);
}

/// <summary>A column that names a row of another table.</summary>
/// <param name="Column">The column.</param>
/// <param name="TableName">The table that is named.</param>
/// <param name="Key">Its key column.</param>
/// <param name="FindAsync">Those of some keys that the table has.</param>
internal sealed record TableReference(
    string Column, string TableName, string Key, Func<ITables, IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyCollection<string>>> FindAsync);

/// <inheritdoc/>
internal sealed class LoadTable<T>(RowFormat<T> format, TableDefinition<T> table, IReadOnlyDictionary<string, SnapshotType> types) : LoadTable
    where T : class
{
    private readonly RecordShape<T> shape = RecordShape.Of<T>();

    public override string Name => format.Name;

    public override string TableName => table.Name;

    public override IReadOnlyList<string> Keys { get; } = table.SortKey is { } sort ? [table.PartitionKey, sort] : [table.PartitionKey];

    public override IReadOnlyList<string> Required => format.Required;

    public override IReadOnlyList<string> Known { get; } = [.. format.Required, .. format.Optional];

    public override bool IsPersonal => format.IsPersonal;

    public override IReadOnlyList<SnapshotColumn> Columns { get; } =
        [.. RecordShape.Of<T>().Attributes.Select(attribute => new SnapshotColumn(attribute.Name, types.GetValueOrDefault(attribute.Name)))];

    /// <summary>What becomes of a row whose key is held already, from what is held and what the file says; null for the file's.</summary>
    public Func<T, T, T>? Merge { get; init; }

    /// <summary>Reads a row that <see cref="Columns"/>' cells would be too slow for, and the columns it wants; null for none.</summary>
    public (string Select, Func<DuckDBDataReader, T> Read)? Direct { get; init; }

    public override string Select => Direct?.Select ?? $"SELECT {string.Join(", ", Columns.Select(column => column.ToCell()))}";

    public override IReadOnlyList<Reject> Judge(RowFields fields, out string?[]? cells)
    {
        var rejects = format.Read(fields, out var row);
        cells = row is null ? null : Array.ConvertAll(shape.ToCells(row), cell => cell is null ? null : Convert.ToString(cell, CultureInfo.InvariantCulture));
        return rejects;
    }

    public override RowBatch NewBatch() => new Batch(this);

    public override async Task<bool> IsEmptyAsync(ITables tables, CancellationToken cancellationToken)
    {
        await foreach (var _ in tables.ScanAsync(table, cancellationToken: cancellationToken))
        {
            return false;
        }

        return true;
    }

    private T Read(DuckDBDataReader reader)
    {
        if (Direct is { } direct)
        {
            return direct.Read(reader);
        }

        var cells = new object?[Columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.IsDBNull(i) ? null : Columns[i].Type == SnapshotType.Whole ? reader.GetInt64(i) : reader.GetString(i);
        }

        return shape.FromCells(cells);
    }

    private sealed class Batch(LoadTable<T> owner) : RowBatch
    {
        private readonly List<T> rows = [];

        public override int Count => rows.Count;

        public override void Add(DuckDBDataReader reader) => rows.Add(owner.Read(reader));

        public override Task PutAsync(ITables tables, CancellationToken cancellationToken) =>
            owner.Merge is { } merge ? owner.MergeAsync(tables, rows, merge, cancellationToken) : tables.PutAsync(owner.Definition, rows, cancellationToken);
    }

    private TableDefinition<T> Definition => table;

    /// <summary>Writes rows merged with what is held. What somebody else changes meanwhile, such as by an opt-out, is merged again.</summary>
    private Task MergeAsync(ITables tables, IReadOnlyList<T> rows, Func<T, T, T> merge, CancellationToken cancellationToken)
    {
        var given = rows.ToDictionary(table.KeyOf);
        return tables.UpdateAsync(table, given.Keys, (key, held) => held is null ? given[key] : merge(held, given[key]), cancellationToken);
    }
}
