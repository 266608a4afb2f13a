using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Reads sorted runs side by side as one: every key once, in order, from the newest run that has it.</summary>
internal sealed class RunMerge : IDisposable
{
    private readonly List<Cursor> all;
    private readonly PriorityQueue<Cursor, Cursor> next;

    private RunMerge(List<Cursor> cursors)
    {
        all = cursors;
        next = new PriorityQueue<Cursor, Cursor>(cursors.Count, Comparer<Cursor>.Create(Cursor.Compare));
    }

    /// <summary>Begins to read.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="sql">Gives the rows of run ?1 in order of key.</param>
    /// <param name="runs">The newest first.</param>
    /// <param name="keys">The columns of the key in the result.</param>
    /// <param name="parameters">From ?2.</param>
    public static RunMerge Open(SqliteSession session, string sql, IReadOnlyList<TableRun> runs, int[] keys, params object?[] parameters)
    {
        var merge = new RunMerge([.. runs.Select((_, age) => new Cursor(session.Prepare(sql, age), age, keys))]);
        try
        {
            foreach (var cursor in merge.all)
            {
                cursor.Statement.BindAll([runs[cursor.Age].Number, .. parameters]);
                merge.Advance(cursor);
            }

            return merge;
        }
        catch
        {
            merge.Dispose();
            throw;
        }
    }

    /// <summary>The statement that stands at the row with the next key; null at the end. Good until the next call.</summary>
    public SqliteStatement? Current => next.TryPeek(out var cursor, out _) ? cursor.Statement : null;

    /// <summary>Goes past the current key.</summary>
    public void Advance()
    {
        // Older rows with the same key stand right behind; the cursor in front keeps its key until they are passed.
        var front = next.Dequeue();
        while (next.TryPeek(out var cursor, out _) && cursor.HasKeyOf(front))
        {
            next.Dequeue();
            Advance(cursor);
        }

        Advance(front);
    }

    public void Dispose()
    {
        foreach (var cursor in all)
        {
            cursor.Statement.Reset();
        }
    }

    private void Advance(Cursor cursor)
    {
        if (cursor.Step())
        {
            next.Enqueue(cursor, cursor);
        }
    }

    /// <summary>Where the reading of one run is.</summary>
    private sealed unsafe class Cursor(SqliteStatement statement, int age, int[] keys)
    {
        // SQLite's own memory, which stays until the statement steps.
        private byte* partition;
        private byte* sort;
        private int partitionLength;
        private int sortLength;

        public SqliteStatement Statement => statement;

        public int Age => age;

        private ReadOnlySpan<byte> Partition => new(partition, partitionLength);

        private ReadOnlySpan<byte> Sort => new(sort, sortLength);

        public static int Compare(Cursor? one, Cursor? other)
        {
            var order = one!.Partition.SequenceCompareTo(other!.Partition);
            order = order != 0 ? order : one.Sort.SequenceCompareTo(other.Sort);
            return order != 0 ? order : one.Age.CompareTo(other.Age);
        }

        public bool HasKeyOf(Cursor other) => Partition.SequenceEqual(other.Partition) && Sort.SequenceEqual(other.Sort);

        public bool Step()
        {
            if (!statement.Step())
            {
                return false;
            }

            var first = statement.Span(keys[0]);
            var second = keys.Length > 1 ? statement.Span(keys[1]) : default;
            fixed (byte* one = first, other = second)
            {
                partition = one;
                sort = other;
            }

            (partitionLength, sortLength) = (first.Length, second.Length);
            return true;
        }
    }
}
