using System.Runtime.InteropServices;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>Points the SQLite binding at the operating system's own library, which the system keeps patched.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Loads the library once per process.</summary>
    public static void Ensure() => _ = Loaded.Value;

    private static bool Load()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => name == "e_sqlite3" ? NativeLibrary.Load(SystemName()) : 0);
        }
        catch (InvalidOperationException)
        {
            // Another component of this process has already pointed the binding somewhere: there can be only one resolver.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static string SystemName() =>
        OperatingSystem.IsWindows() ? "winsqlite3" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
}
