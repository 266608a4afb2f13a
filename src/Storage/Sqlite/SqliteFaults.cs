using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>Turns SQLite's result codes into faults an operator can act on.</summary>
internal static class SqliteFaults
{
    /// <summary>The fault to report for a failed operation on a file.</summary>
    public static StorageException Of(SqliteException fault, string path)
    {
        // A full disk shows in other ways too, where SQLite sets up its log and the memory it shares with other processes.
        var code = fault.SqliteErrorCode is raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN && IsFull(path) ? raw.SQLITE_FULL : fault.SqliteErrorCode;
        var (what, remedy) = code switch
        {
            raw.SQLITE_FULL => ("The disk is full, nothing of this write was kept.", "Free space or move the file to a larger disk, then write again."),
            raw.SQLITE_CORRUPT => ("The database is damaged.", "Stop Notify and restore the file from a backup, or save what is readable with: sqlite3 <file> .recover"),
            raw.SQLITE_NOTADB => ("This file is not an SQLite database.", "Check the configured path; Notify never overwrites a file it does not know."),
            raw.SQLITE_IOERR => ("The disk failed to read or write.", "Check the disk and the system log."),
            raw.SQLITE_CANTOPEN => ("The file cannot be opened.", "Check that the folder exists and that this user may read and write it."),
            raw.SQLITE_READONLY => ("The file is read-only.", "Give this user write permission to the file and its folder."),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ("Another process holds the database for too long.", "Find it with: fuser <file>, and let it finish."),
            raw.SQLITE_TOOBIG => ("A value is larger than SQLite can hold (1 GB).", "Keep large content in the object store."),
            _ => ($"SQLite failed with code {fault.SqliteExtendedErrorCode}.", "See the inner error."),
        };
        return new StorageException(path, $"{what} ({fault.Message})", remedy, fault);
    }

    private static bool IsFull(string path)
    {
        const long LeastBytes = 64 * 1024;
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace < LeastBytes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
