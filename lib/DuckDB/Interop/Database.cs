namespace DuckDB.NET.Data.Interop;

/// <summary>Opens databases.</summary>
internal static unsafe class Database
{
    private const string Memory = ":memory:";

    // Connections of one process to one file share one database, as DuckDB allows a file to be opened only once
    private static readonly nint Cache = (nint)NativeMethods.CreateInstanceCache();

    public static string Version => NativeMethods.Text(NativeMethods.LibraryVersion());

    /// <param name="dataSource">A path, or <c>:memory:</c> for a database of this connection's own.</param>
    /// <param name="options">DuckDB's settings, by name.</param>
    /// <exception cref="DuckDBException">It cannot be opened, or it knows no such setting.</exception>
    public static DatabaseHandle Open(string dataSource, IEnumerable<KeyValuePair<string, string>> options)
    {
        void* config;
        if (NativeMethods.CreateConfig(&config) != NativeMethods.Success)
        {
            throw new DuckDBException("DuckDB's settings cannot be made: out of memory.");
        }

        try
        {
            foreach (var (name, value) in options)
            {
                if (NativeMethods.SetConfig(config, name, value) != NativeMethods.Success)
                {
                    throw new DuckDBException($"DuckDB has no setting {name}, or it does not take '{value}'.");
                }
            }

            void* database;
            byte* error = null;
            var state = dataSource is "" or Memory
                ? NativeMethods.Open(Memory, &database, config, &error)
                : NativeMethods.GetOrCreateFromCache((void*)Cache, dataSource, &database, config, &error);
            if (state != NativeMethods.Success)
            {
                var message = NativeMethods.Text(error);
                NativeMethods.Free(error);
                throw new DuckDBException(message);
            }

            return new DatabaseHandle((nint)database);
        }
        finally
        {
            NativeMethods.DestroyConfig(&config);
        }
    }

    /// <exception cref="DuckDBException">DuckDB gives no connection.</exception>
    public static ConnectionHandle Connect(DatabaseHandle database)
    {
        void* connection;
        return NativeMethods.Connect(database, &connection) == NativeMethods.Success
            ? new ConnectionHandle((nint)connection)
            : throw new DuckDBException("DuckDB gives no connection to the database.");
    }
}
