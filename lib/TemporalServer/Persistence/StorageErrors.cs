using Microsoft.Data.Sqlite;

namespace TemporalServer.Persistence;

/// <summary>SQLite's primary result codes, as far as they tell what to do next.</summary>
internal static class StorageErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>Whether the same statements may succeed later without anybody touching the data.</summary>
    public static bool MayPass(SqliteException error) =>
        error.SqliteErrorCode is Busy or Locked or NoMemory or ReadOnly or InputOutput or Full or CannotOpen;
}
