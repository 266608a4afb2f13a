using DuckDB.NET.Data.Interop;

namespace DuckDB.NET.Data.Appending;

/// <summary>Collects rows in a chunk and hands full chunks to DuckDB.</summary>
internal sealed unsafe class NativeAppender
{
    private static readonly int MostRows = (int)NativeMethods.VectorSize();
    private void* appender;
    private void* chunk;

    private NativeAppender(void* appender, string table)
    {
        this.appender = appender;
        Table = table;
        Columns = new VectorWriter[NativeMethods.Appenders.ColumnCount(appender)];
        var types = new nint[Columns.Length];
        try
        {
            for (var i = 0; i < types.Length; i++)
            {
                types[i] = (nint)NativeMethods.Appenders.ColumnLogicalType(appender, (ulong)i);
                Columns[i] = new VectorWriter($"{table}, column {i + 1}", (void*)types[i]);
            }

            fixed (nint* pointer = types)
            {
                chunk = NativeMethods.Vectors.CreateChunk((void**)pointer, (ulong)types.Length);
            }
        }
        finally
        {
            foreach (var type in types)
            {
                var pointer = (void*)type;
                NativeMethods.Types.Destroy(&pointer);
            }
        }

        Attach();
    }

    public string Table { get; }

    public VectorWriter[] Columns { get; }

    /// <summary>The place of the row being written.</summary>
    public int Row { get; private set; }

    public static NativeAppender Create(ConnectionHandle connection, string? catalog, string? schema, string table)
    {
        void* appender;
        if (NativeMethods.Appenders.Create(connection, catalog, schema, table, &appender) == NativeMethods.Success)
        {
            try
            {
                return new NativeAppender(appender, table);
            }
            catch
            {
                _ = NativeMethods.Appenders.Destroy(&appender);
                throw;
            }
        }

        var message = NativeMethods.Text(NativeMethods.Appenders.Error(appender));
        _ = NativeMethods.Appenders.Destroy(&appender);
        throw new DuckDBException(message);
    }

    public void EndRow()
    {
        ObjectDisposedException.ThrowIf(appender == null, typeof(DuckDBAppender));
        if (++Row == MostRows)
        {
            Flush();
            NativeMethods.Vectors.ResetChunk(chunk);
            Attach();
        }
    }

    public void Close()
    {
        if (appender == null)
        {
            return;
        }

        try
        {
            Flush();
            Check(NativeMethods.Appenders.Close(appender));
        }
        finally
        {
            var pointer = chunk;
            chunk = null;
            NativeMethods.Vectors.DestroyChunk(&pointer);
            pointer = appender;
            appender = null;
            _ = NativeMethods.Appenders.Destroy(&pointer);
        }
    }

    private void Flush()
    {
        if (Row > 0)
        {
            NativeMethods.Vectors.SetChunkSize(chunk, (ulong)Row);
            Row = 0;
            Check(NativeMethods.Appenders.AppendChunk(appender, chunk));
        }
    }

    private void Attach()
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            Columns[i].Attach(NativeMethods.Vectors.OfChunk(chunk, (ulong)i));
        }
    }

    private void Check(int state)
    {
        if (state != NativeMethods.Success)
        {
            throw new DuckDBException(NativeMethods.Text(NativeMethods.Appenders.Error(appender)));
        }
    }
}
