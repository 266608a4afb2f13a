using System.Text.Json;

namespace Notify.Cli.Host;

/// <summary>The folder that holds all of one Notify's state, and the lock that keeps a second process out of it.</summary>
internal sealed class HomeFolder : IDisposable
{
    /// <summary>The tables that are kept in the folder.</summary>
    public const string TablesFile = "tables.db";

    /// <summary>The objects that are kept in the folder.</summary>
    public const string ObjectsFolder = "objects";

    /// <summary>The streams that are kept in the folder.</summary>
    public const string StreamsFile = "journal.db";

    private readonly FileStream heldLock;

    private HomeFolder(string path, FileStream heldLock)
    {
        Path = path;
        this.heldLock = heldLock;
    }

    public string Path { get; }

    public string TemporalFile => TemporalFileOf(Path);

    public string RejectsFolder => System.IO.Path.Combine(Path, "rejects");

    public string WorkFolder => System.IO.Path.Combine(Path, "work");

    /// <summary>Opens the folder, making it when absent (readable by its owner only), and keeps others out.</summary>
    /// <exception cref="CommandFailedException">Another process has it, or it cannot be used.</exception>
    public static HomeFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (!Directory.Exists(path))
            {
                CreatePrivate(path);
            }
            else if (!OperatingSystem.IsWindows() && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                // What will be kept in it is for its owner only, whoever made the folder
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var heldLock = new FileStream(
                System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new HomeFolder(path, heldLock);
        }
        catch (IOException fault) when (IsHeldByAnother(fault))
        {
            throw new CommandFailedException(
                ExitCodes.Unavailable,
                $"The home folder {path} is in use by another notify process. Stop that one, or choose another folder with --home.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(
                ExitCodes.Usage, $"The home folder {path} cannot be used: {fault.Message} Choose another folder with --home.");
        }
    }

    /// <summary>The embedded server's database in a home folder.</summary>
    public static string TemporalFileOf(string home) => System.IO.Path.Combine(home, "temporal.db");

    /// <summary>Refuses a folder that no Notify has worked in, before anything is made in it.</summary>
    /// <exception cref="CommandFailedException">There is no state to read.</exception>
    public static void RequireState(string path)
    {
        if (!File.Exists(System.IO.Path.Combine(path, TablesFile)))
        {
            throw new CommandFailedException(
                ExitCodes.NotReady,
                $"{System.IO.Path.GetFullPath(path)} holds no data yet. Run `notify pipeline run --data DIR --home {path}` first, or name another folder with --home.");
        }
    }

    /// <summary>The host running on a folder, as it described itself; null when none does.</summary>
    public static HostAddress? FindRunning(string path)
    {
        var file = AddressFile(path);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            // The lock is free when the host that wrote the file was killed
            using var probe = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException fault) when (IsHeldByAnother(fault))
        {
            return JsonSerializer.Deserialize<HostAddress>(File.ReadAllText(file));
        }
    }

    /// <summary>Lets other commands find this host.</summary>
    public void Publish(HostAddress address)
    {
        var temporary = AddressFile(Path) + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(address));
        File.Move(temporary, AddressFile(Path), overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(AddressFile(Path));
        heldLock.Dispose();
    }

    // EWOULDBLOCK of Linux and macOS; a sharing violation on Windows
    private static bool IsHeldByAnother(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string AddressFile(string path) => System.IO.Path.Combine(path, "host.json");

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

/// <summary>Where a running host can be reached.</summary>
/// <param name="Api">Base address of the REST API.</param>
/// <param name="Temporal"><c>host:port</c> of the Temporal gRPC endpoint.</param>
/// <param name="Ui">Base address of Temporal's web UI; null when it is not served.</param>
/// <param name="ProcessId">Its process.</param>
internal sealed record HostAddress(string Api, string Temporal, string? Ui, int ProcessId);
