using System.Diagnostics;

namespace Notify.Storage.Tests;

/// <summary>A disk of few bytes, in memory, for as long as a test lasts. Only root can make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => File("ballast");

    /// <summary>Makes one, or skips the test and says why.</summary>
    public static SmallDisk Mount(int mebibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a small disk.");
        var path = Directory.CreateTempSubdirectory("notify-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", path) != 0)
        {
            Directory.Delete(path);
            Assert.Skip("This machine lets nobody mount a small disk.");
        }

        return new SmallDisk(path);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Takes all but so many bytes.</summary>
    public void Fill(int leave)
    {
        using var ballast = new FileStream(Ballast, FileMode.Create);
        var free = new DriveInfo(Path).AvailableFreeSpace - leave;
        var block = new byte[4096];
        for (; free >= block.Length; free -= block.Length)
        {
            ballast.Write(block);
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => System.IO.File.Delete(Ballast);

    public void Dispose()
    {
        // Lazily: something may still have a file open.
        _ = Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
