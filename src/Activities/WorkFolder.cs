namespace Notify.Activities;

/// <summary>
/// A folder for what a step needs while it runs, gone afterwards. It holds customers' data, so what a killed process left
/// behind is removed when the next step begins, whichever that is: a folder that nobody has locked is nobody's.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Suffix = ".work";

    private readonly FileStream held;

    private WorkFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder.</summary>
    /// <param name="root">Where all of them are; created where it is missing.</param>
    /// <param name="name">What it is for; the same for a repeat.</param>
    /// <exception cref="IOException">An earlier attempt is still at work in it.</exception>
    public static WorkFolder Open(string root, string name)
    {
        Directory.CreateDirectory(root);
        foreach (var other in Directory.EnumerateDirectories(root, "*" + Suffix))
        {
            RemoveIfAbandoned(other);
        }

        var path = System.IO.Path.Combine(root, name + Suffix);
        var held = Lock(path);
        Directory.CreateDirectory(path);
        return new WorkFolder(path, held);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        held.Dispose();
    }

    private static void RemoveIfAbandoned(string path)
    {
        try
        {
            using var held = Lock(path);
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Somebody is at work in it
        }
    }

    private static FileStream Lock(string path) =>
        new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
}
