using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Makes tables with the columns of their records, and adds the columns that records have gained since.</summary>
internal static class SqliteColumns
{
    /// <summary>Makes the table, or checks its key and adds what it lacks.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="table">Its record.</param>
    /// <param name="name">Its name in the file.</param>
    /// <param name="rest">SQL of the columns that are not the record's, and of the primary key.</param>
    /// <param name="keys">The columns of the primary key.</param>
    /// <exception cref="StorageException">The file holds a table of that name with another key.</exception>
    public static void CreateOrGrow<T>(SqliteSession session, SqliteTable<T> table, string name, string rest, IReadOnlyList<string> keys)
        where T : class
    {
        var columns = table.Shape.Attributes.Select(attribute => Column(attribute, table.Keys));
        session.Execute($"CREATE TABLE IF NOT EXISTS {SqlName.Quote(name)} ({string.Join(", ", columns)}, {rest}) WITHOUT ROWID");
        var present = Columns(session, name);
        var found = present.Where(column => column.KeyPosition > 0).OrderBy(column => column.KeyPosition).Select(column => column.Name).ToArray();
        if (!found.SequenceEqual(keys))
        {
            throw new StorageException(
                session.Path,
                $"Table {name} has the key ({string.Join(", ", found)}), but ({string.Join(", ", keys)}) is asked for.",
                "Use another file, or rename the table that is there.");
        }

        var names = present.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in table.Shape.Attributes.Where(attribute => !names.Contains(attribute.Name)))
        {
            session.Execute($"ALTER TABLE {SqlName.Quote(name)} ADD COLUMN {Column(attribute, table.Keys)}");
        }
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
