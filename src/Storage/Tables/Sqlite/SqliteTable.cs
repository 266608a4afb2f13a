using System.Text.Json;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>A table's names in SQL, and how its rows are bound and read.</summary>
internal sealed class SqliteTable<T>
    where T : class
{
    /// <summary>The column that holds a row's <see cref="ScanBucket"/>.</summary>
    public const string BucketColumn = "_bucket";

    private readonly string path;
    private readonly SqliteRow<T> row;
    private readonly Func<T, string?> partitionKey;
    private readonly Func<T, string?>? sortKey;

    public SqliteTable(TableDefinition<T> definition, string path)
    {
        Definition = definition;
        this.path = path;
        Shape = RecordShape.Of<T>();
        row = new SqliteRow<T>(Shape);
        Keys = definition.SortKey is { } sort ? [definition.PartitionKey, sort] : [definition.PartitionKey];
        foreach (var key in Keys)
        {
            RequireText(key);
        }

        partitionKey = row.Text(definition.PartitionKey);
        sortKey = definition.SortKey is null ? null : row.Text(definition.SortKey);
        Name = SqlName.Quote(definition.Name);
        KeyList = string.Join(", ", Keys.Select(SqlName.Quote));
        Columns = string.Join(", ", Shape.Attributes.Select(attribute => SqlName.Quote(attribute.Name)));
        Values = string.Join(", ", Enumerable.Range(1, Shape.Attributes.Count).Select(i => $"?{i}"));
        Replacements = string.Join(", ", Shape.Attributes.Where(attribute => !Keys.Contains(attribute.Name))
            .Select(attribute => $"{SqlName.Quote(attribute.Name)} = excluded.{SqlName.Quote(attribute.Name)}"));
    }

    public TableDefinition<T> Definition { get; }

    public RecordShape<T> Shape { get; }

    public IReadOnlyList<string> Keys { get; }

    /// <summary>Of the runs it consists of, where it is kept as runs.</summary>
    public RunFilters Filters { get; } = new();

    /// <summary>The table's name, quoted.</summary>
    public string Name { get; }

    /// <summary>The key columns, quoted, with commas.</summary>
    public string KeyList { get; }

    /// <summary>The record's columns, quoted, with commas.</summary>
    public string Columns { get; }

    /// <summary>A parameter for each of <see cref="Columns"/>, from 1.</summary>
    public string Values { get; }

    /// <summary>What an upsert sets; empty for a table that has nothing but its key.</summary>
    public string Replacements { get; }

    /// <summary>Binds a row's attributes, from parameter 1.</summary>
    public void Bind(T row, SqliteStatement statement) => this.row.Bind(row, statement);

    /// <summary>The key of a row; the second part is null where the table has no sort key.</summary>
    /// <exception cref="ArgumentException">The row has no key.</exception>
    public RowKey KeyOf(T row) => new(
        partitionKey(row) is { Length: > 0 } partition ? partition : throw WithoutKey(Definition.PartitionKey),
        sortKey is null ? null : sortKey(row) is { Length: > 0 } sort ? sort : throw WithoutKey(Definition.SortKey!));

    /// <summary>The rows with their keys, in order of key; of several with one key only the last.</summary>
    /// <exception cref="ArgumentException">A row has no key.</exception>
    public KeyedRow<T>[] InOrder(ReadOnlySpan<T> rows)
    {
        var keyed = new KeyedRow<T>[rows.Length];
        var ordered = true;
        for (var i = 0; i < rows.Length; i++)
        {
            keyed[i] = new KeyedRow<T>(KeyOf(rows[i]), i, rows[i]);
            ordered = ordered && (i == 0 || KeyOrder.Compare(keyed[i - 1].Key, keyed[i].Key) < 0);
        }

        if (ordered)
        {
            return keyed;
        }

        Array.Sort(keyed);
        var kept = 0;
        for (var i = 0; i < keyed.Length; i++)
        {
            if (i + 1 == keyed.Length || keyed[i].Key != keyed[i + 1].Key)
            {
                keyed[kept++] = keyed[i];
            }
        }

        return keyed[..kept];
    }

    /// <summary>The record of the statement's current row.</summary>
    /// <exception cref="StorageException">A value is not what its attribute may hold.</exception>
    public T Decode(SqliteStatement statement)
    {
        try
        {
            return row.Read(statement);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or JsonException)
        {
            throw new StorageException(
                path,
                $"A row of {Definition.Name} cannot be read as {typeof(T).Name}: {fault.Message}",
                "Some other program wrote that value; correct it or delete the row.",
                fault);
        }
    }

    /// <summary>The record of the statement's first row, null where it has none; its read is over then.</summary>
    /// <inheritdoc cref="Decode"/>
    public T? DecodeOne(SqliteStatement statement)
    {
        try
        {
            return statement.Step() ? Decode(statement) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    private ArgumentException WithoutKey(string key) => new($"A row of {Definition.Name} has no '{key}', which is part of its key.");

    private void RequireText(string key)
    {
        var kind = Shape.Attributes[Shape.IndexOf(key)].Kind;
        if (kind != AttributeKind.Text)
        {
            throw new ArgumentException($"'{key}' of {Definition.Name} cannot be a key: keys are text, and it is {kind}.");
        }
    }
}
