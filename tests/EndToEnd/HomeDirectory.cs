namespace Notify.EndToEnd;

/// <summary>A home folder of a test's own, removed with it.</summary>
public sealed class HomeDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notify-e2e-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
