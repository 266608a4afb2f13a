using System.Collections.Concurrent;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Creates tables when they are first used, and adds the columns that records have gained since.</summary>
internal sealed class SqliteSchema(string path, SqliteWriter writer)
{
    private readonly ConcurrentDictionary<object, object> ready = new();
    private readonly ConcurrentDictionary<string, bool> bucketIndexes = new();

    /// <summary>The table, ready for use.</summary>
    /// <exception cref="StorageException">The file holds a table of that name with another key.</exception>
    public ValueTask<SqliteTable<T>> ReadyAsync<T>(TableDefinition<T> definition, CancellationToken cancellationToken)
        where T : class =>
        ready.TryGetValue(definition, out var table)
            ? ValueTask.FromResult((SqliteTable<T>)table)
            : new(PrepareAsync(definition, cancellationToken));

    /// <summary>Makes sure that segments of the table can be scanned without reading the others.</summary>
    public async Task IndexBucketsAsync<T>(SqliteTable<T> table, CancellationToken cancellationToken)
        where T : class
    {
        if (bucketIndexes.ContainsKey(table.Name))
        {
            return;
        }

        var index = SqliteTable<T>.Quote($"{table.Definition.Name}_{SqliteTable<T>.BucketColumn}");
        await writer.WriteAsync(
            session =>
            {
                session.Execute($"CREATE INDEX IF NOT EXISTS {index} ON {table.Name} ({SqliteTable<T>.BucketColumn}, {table.KeyList})");
                return true;
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        bucketIndexes[table.Name] = true;
    }

    private async Task<SqliteTable<T>> PrepareAsync<T>(TableDefinition<T> definition, CancellationToken cancellationToken)
        where T : class
    {
        var table = new SqliteTable<T>(definition, path);
        await writer.WriteAsync(session => CreateOrGrow(session, table), cancellationToken: cancellationToken).ConfigureAwait(false);
        return (SqliteTable<T>)ready.GetOrAdd(definition, table);
    }

    private bool CreateOrGrow<T>(SqliteSession session, SqliteTable<T> table)
        where T : class
    {
        var columns = table.Shape.Attributes.Select(attribute => Column(attribute, table.Keys));
        session.Execute(
            $"CREATE TABLE IF NOT EXISTS {table.Name} ({string.Join(", ", columns)}, "
            + $"{SqliteTable<T>.BucketColumn} INTEGER NOT NULL, PRIMARY KEY ({table.KeyList})) WITHOUT ROWID");

        var present = Columns(session, table.Definition.Name);
        var keys = present.Where(column => column.KeyPosition > 0).OrderBy(column => column.KeyPosition).Select(column => column.Name).ToArray();
        if (!keys.SequenceEqual(table.Keys))
        {
            throw new StorageException(
                path,
                $"Table {table.Definition.Name} has the key ({string.Join(", ", keys)}), but ({string.Join(", ", table.Keys)}) is asked for.",
                "Use another file, or rename the table that is there.");
        }

        var names = present.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in table.Shape.Attributes.Where(attribute => !names.Contains(attribute.Name)))
        {
            session.Execute($"ALTER TABLE {table.Name} ADD COLUMN {Column(attribute, table.Keys)}");
        }

        return true;
    }

    private static string Column(RecordAttribute attribute, IReadOnlyList<string> keys)
    {
        var type = attribute.Kind switch
        {
            AttributeKind.Integer or AttributeKind.Boolean => "INTEGER",
            AttributeKind.Real => "REAL",
            AttributeKind.Bytes => "BLOB",
            _ => "TEXT",
        };
        return $"\"{attribute.Name}\" {type}{(keys.Contains(attribute.Name) ? " NOT NULL" : "")}";
    }

    private static List<(string Name, long KeyPosition)> Columns(SqliteSession session, string table)
    {
        var statement = session.Prepare("SELECT name, pk FROM pragma_table_info(?1)");
        try
        {
            statement.Bind(1, table);
            var columns = new List<(string, long)>();
            while (statement.Step())
            {
                columns.Add((statement.Text(0), statement.Integer(1)));
            }

            return columns;
        }
        finally
        {
            statement.Reset();
        }
    }
}
