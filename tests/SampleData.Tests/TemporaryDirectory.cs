namespace Notify.SampleData.Tests;

/// <summary>An empty directory that goes away with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("notify-samples-").FullName;

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
