using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace TemporalServer.Persistence;

/// <summary>Points the managed SQLite provider at the system's SQLite library, once in a process.</summary>
internal static class SqliteLibrary
{
    private static readonly Lock Gate = new();
    private static bool ready;

    public static void Load()
    {
        lock (Gate)
        {
            if (ready)
            {
                return;
            }

            try
            {
                NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            }
            catch (InvalidOperationException)
            {
                // Another component of the process has pointed it already; one resolver an assembly is allowed
            }

            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            ready = true;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3")
        {
            return 0;
        }

        string[] candidates = OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
            : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
            : ["libsqlite3.so.0", "libsqlite3.so"];
        foreach (var candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException($"SQLite was not found as {string.Join(" or ", candidates)}. Install it (Debian: libsqlite3-0).");
    }
}
