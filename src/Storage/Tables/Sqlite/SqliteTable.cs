using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>A table's SQL, and how its rows are bound and read.</summary>
internal sealed class SqliteTable<T>
    where T : class
{
    /// <summary>The column that holds a row's <see cref="ScanBucket"/>.</summary>
    public const string BucketColumn = "_bucket";

    private readonly int partitionIndex;
    private readonly string path;
    private readonly string columns;

    public SqliteTable(TableDefinition<T> definition, string path)
    {
        Definition = definition;
        this.path = path;
        Shape = RecordShape.Of<T>();
        partitionIndex = KeyIndex(definition.PartitionKey);
        Keys = definition.SortKey is { } sort ? [definition.PartitionKey, sort] : [definition.PartitionKey];
        foreach (var key in Keys)
        {
            KeyIndex(key);
        }

        Name = Quote(definition.Name);
        KeyList = string.Join(", ", Keys.Select(Quote));
        columns = string.Join(", ", Shape.Attributes.Select(attribute => Quote(attribute.Name)));
        var values = string.Join(", ", Enumerable.Range(1, Shape.Attributes.Count + 1).Select(i => $"?{i}"));
        var insert = $"INSERT INTO {Name} ({columns}, {BucketColumn}) VALUES ({values}) ON CONFLICT ({KeyList}) DO ";
        var others = Shape.Attributes.Where(attribute => !Keys.Contains(attribute.Name))
            .Select(attribute => $"{Quote(attribute.Name)} = excluded.{Quote(attribute.Name)}").ToArray();
        TryInsert = insert + "NOTHING";
        Put = others.Length == 0 ? TryInsert : $"{insert}UPDATE SET {string.Join(", ", others)}";
        var oneRow = string.Join(" AND ", Keys.Select((key, i) => $"{Quote(key)} = ?{i + 1}"));
        Get = $"SELECT {columns} FROM {Name} WHERE {oneRow}";
        Delete = $"DELETE FROM {Name} WHERE {oneRow}";
        Count = $"SELECT count(*) FROM {Name}";
    }

    public TableDefinition<T> Definition { get; }

    public RecordShape<T> Shape { get; }

    public IReadOnlyList<string> Keys { get; }

    /// <summary>The table's name, quoted.</summary>
    public string Name { get; }

    /// <summary>The key columns, quoted, with commas.</summary>
    public string KeyList { get; }

    public string Put { get; }

    public string TryInsert { get; }

    public string Get { get; }

    public string Delete { get; }

    public string Count { get; }

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A page of rows in key order that meet a condition.</summary>
    public string Page(string condition) => $"SELECT {columns} FROM {Name} WHERE {condition} ORDER BY {KeyList} LIMIT {SqliteTables.PageRows}";

    /// <summary>A page of rows of a range of buckets, in order of bucket, then key.</summary>
    public string BucketPage(string condition) =>
        $"SELECT {columns} FROM {Name} WHERE {condition} ORDER BY {BucketColumn}, {KeyList} LIMIT {SqliteTables.PageRows}";

    /// <summary>The cells of a row, checked, with its bucket as the last.</summary>
    /// <exception cref="ArgumentException">The row has no key.</exception>
    public object?[] Encode(T row)
    {
        var cells = Shape.ToCells(row);
        foreach (var key in Keys)
        {
            if (cells[Shape.IndexOf(key)] is null)
            {
                throw new ArgumentException($"A row of {Definition.Name} has no '{key}', which is part of its key.");
            }
        }

        return [.. cells, (long)ScanBucket.Of((string)cells[partitionIndex]!)];
    }

    /// <summary>The key of a row, as text.</summary>
    public string[] KeyOf(T row) => Shape.KeyOf(row, Definition);

    /// <summary>The record of the statement's current row.</summary>
    /// <exception cref="StorageException">A value is not what its attribute may hold.</exception>
    public T Decode(SqliteStatement statement)
    {
        var cells = new object?[Shape.Attributes.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = statement.IsNull(i) ? null : Cell(statement, i);
        }

        try
        {
            return Shape.FromCells(cells);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or System.Text.Json.JsonException)
        {
            throw new StorageException(
                path,
                $"A row of {Definition.Name} cannot be read as {typeof(T).Name}: {fault.Message}",
                "Some other program wrote that value; correct it or delete the row.",
                fault);
        }
    }

    private object Cell(SqliteStatement statement, int column) => Shape.Attributes[column].Kind switch
    {
        AttributeKind.Integer => statement.Integer(column),
        AttributeKind.Real => statement.Real(column),
        AttributeKind.Boolean => statement.Integer(column) != 0,
        AttributeKind.Bytes => statement.Bytes(column),
        _ => statement.Text(column),
    };

    private int KeyIndex(string key)
    {
        var index = Shape.IndexOf(key);
        if (Shape.Attributes[index].Kind != AttributeKind.Text)
        {
            throw new ArgumentException($"'{key}' of {Definition.Name} cannot be a key: keys are text, and it is {Shape.Attributes[index].Kind}.");
        }

        return index;
    }
}
