using System.Text;

namespace Notify.Storage.Tests;

/// <summary>A folder of one test's own, removed after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notify-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>How often a text's bytes are in the folder's files.</summary>
    public int Count(string text)
    {
        var sought = Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(Path).Sum(file =>
        {
            // The database may still have it open.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content.AsSpan().Count(sought);
        });
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
