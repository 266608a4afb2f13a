using System.Text.Json;

namespace Notify.Cli.Host;

/// <summary>The folder that holds all of one Notify's state, and the lock that keeps a second process out of it.</summary>
internal sealed class HomeFolder : IDisposable
{
    private readonly FileStream heldLock;

    private HomeFolder(string path, FileStream heldLock)
    {
        Path = path;
        this.heldLock = heldLock;
    }

    public string Path { get; }

    public string TemporalFile => System.IO.Path.Combine(Path, "temporal.db");

    public string RejectsFolder => System.IO.Path.Combine(Path, "rejects");

    /// <summary>Opens the folder, making it when absent (readable by its owner only), and keeps others out.</summary>
    /// <exception cref="CommandFailedException">Another process has it.</exception>
    public static HomeFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path))
        {
            CreatePrivate(path);
        }

        try
        {
            var heldLock = new FileStream(
                System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new HomeFolder(path, heldLock);
        }
        catch (IOException)
        {
            throw new CommandFailedException(
                ExitCodes.Unavailable,
                $"The home folder {path} is in use by another notify process. Stop that one, or choose another folder with --home.");
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
        catch (IOException)
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
/// <param name="ProcessId">Its process.</param>
internal sealed record HostAddress(string Api, string Temporal, int ProcessId);
