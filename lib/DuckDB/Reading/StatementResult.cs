using DuckDB.NET.Data.Interop;
using DuckDB.NET.Native;

namespace DuckDB.NET.Data.Reading;

/// <summary>What a statement gave: its columns, and its rows chunk by chunk.</summary>
internal sealed unsafe class StatementResult : IDisposable
{
    private QueryResult result;
    private void* chunk;
    private bool ended;
    private bool disposed;

    /// <param name="result">Owned from now on.</param>
    public StatementResult(QueryResult result)
    {
        this.result = result;
        try
        {
            GivesRows = NativeMethods.Results.ReturnType(result) == NativeMethods.Results.Rows;
            Columns = GivesRows ? ReadColumns() : [];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public bool GivesRows { get; }

    public VectorReader[] Columns { get; } = [];

    public int RowsInChunk { get; private set; }

    public bool HasRows { get; private set; }

    public long RowsChanged
    {
        get
        {
            fixed (QueryResult* pointer = &result)
            {
                return checked((long)NativeMethods.Results.RowsChanged(pointer));
            }
        }
    }

    /// <summary>Throws what DuckDB says is wrong with a result.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="DuckDBException">Any other fault.</exception>
    public static void Throw(QueryResult* result)
    {
        var kind = (DuckDBErrorType)NativeMethods.Results.ErrorType(result);
        var message = NativeMethods.Text(NativeMethods.Results.Error(result));
        throw kind == DuckDBErrorType.Interrupt ? new OperationCanceledException(message) : new DuckDBException(message, kind);
    }

    /// <summary>Goes to the next chunk that has rows.</summary>
    /// <returns>False at the end.</returns>
    public bool NextChunk()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        do
        {
            FreeChunk();
            RowsInChunk = 0;
            if (ended)
            {
                // A stream that is asked again after its end says that it is broken
                return false;
            }

            chunk = NativeMethods.Results.FetchChunk(result);
            if (chunk == null)
            {
                ended = true;
                // The end and a fault look alike; a fault taken for the end would drop rows in silence
                fixed (QueryResult* pointer = &result)
                {
                    if (NativeMethods.Results.Error(pointer) != null)
                    {
                        Throw(pointer);
                    }
                }

                return false;
            }

            RowsInChunk = (int)NativeMethods.Vectors.ChunkSize(chunk);
        }
        while (RowsInChunk == 0);

        for (var i = 0; i < Columns.Length; i++)
        {
            Columns[i].Attach(NativeMethods.Vectors.OfChunk(chunk, (ulong)i));
        }

        return HasRows = true;
    }

    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        FreeChunk();
        fixed (QueryResult* pointer = &result)
        {
            NativeMethods.Results.Destroy(pointer);
        }
    }

    private VectorReader[] ReadColumns()
    {
        fixed (QueryResult* pointer = &result)
        {
            var columns = new VectorReader[NativeMethods.Results.ColumnCount(pointer)];
            for (var i = 0; i < columns.Length; i++)
            {
                var name = NativeMethods.Text(NativeMethods.Results.ColumnName(pointer, (ulong)i));
                var type = NativeMethods.Results.ColumnLogicalType(pointer, (ulong)i);
                try
                {
                    columns[i] = new VectorReader(name, type);
                }
                finally
                {
                    NativeMethods.Types.Destroy(&type);
                }
            }

            return columns;
        }
    }

    private void FreeChunk()
    {
        if (chunk != null)
        {
            var pointer = chunk;
            chunk = null;
            NativeMethods.Vectors.DestroyChunk(&pointer);
        }
    }
}
