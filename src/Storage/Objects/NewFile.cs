using System.Runtime.InteropServices;

namespace Notify.Storage.Objects;

/// <summary>Gives a finished file its name, unless the name is taken, in one step.</summary>
/// <remarks>On Unix, <see cref="File.Move(string, string)"/> looks first and renames then: two racing callers may both succeed. A hard link cannot.</remarks>
internal static partial class NewFile
{
    // The same on Linux and macOS
    private const int AlreadyExists = 17;

    /// <returns>False when the name is taken.</returns>
    /// <exception cref="IOException">The file cannot be named for another reason.</exception>
    public static bool TryPlace(string staged, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMove(staged, path);
        }

        if (Link(staged, path) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists ? false : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static bool TryMove(string staged, string path)
    {
        try
        {
            File.Move(staged, path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string existing, string name);
}
