using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>Points the SQLite binding at the operating system's own library, which the system keeps patched.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>The library, the same that the binding uses; loaded once per process.</summary>
    /// <exception cref="InvalidOperationException">Something else in this process has pointed the binding at another library.</exception>
    public static nint Handle => Loaded.Value;

    private static unsafe nint Load()
    {
        var library = NativeLibrary.Load(SystemName());
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? library : 0);
        }
        catch (InvalidOperationException)
        {
            // Another component of this process has already pointed the binding somewhere: there can be only one resolver.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        // Accounts of memory cost every allocation a lock that all threads share. Too late, where the library is in use already, it changes nothing
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        var version = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "sqlite3_libversion");
        ref readonly var used = ref raw.sqlite3_libversion().GetPinnableReference();
        return (nint)Unsafe.AsPointer(ref Unsafe.AsRef(in used)) == version()
            ? library
            : throw new InvalidOperationException($"This process already uses another SQLite than {SystemName()}: two of them on one file would damage it. Take the other one out.");
    }

    private static string SystemName() =>
        OperatingSystem.IsWindows() ? "winsqlite3" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
}
