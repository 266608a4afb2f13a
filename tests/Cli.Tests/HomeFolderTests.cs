using Notify.Cli.Host;

namespace Notify.Cli.Tests;

/// <summary>One process at a time works on a home folder, and others find it.</summary>
public sealed class HomeFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Home => folder.At("home");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_OfAFolderInUse_IsRefused()
    {
        using var first = HomeFolder.Open(Home);

        var fault = Assert.Throws<CommandFailedException>(() => HomeFolder.Open(Home));

        Assert.Equal(ExitCodes.Unavailable, fault.ExitCode);
        Assert.Contains("in use by another notify process", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterTheFirstHasGone_Works()
    {
        HomeFolder.Open(Home).Dispose();

        using var second = HomeFolder.Open(Home);

        Assert.Equal(Home, second.Path);
    }

    [Fact]
    public void Open_OfANewFolder_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var home = HomeFolder.Open(Home);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Home));
    }

    [Fact]
    public void Open_WhereNothingCanBeMade_SaysWhy()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Needs a folder that not even root can write to.");

        var fault = Assert.Throws<CommandFailedException>(() => HomeFolder.Open("/proc/self/home"));

        Assert.Equal(ExitCodes.Usage, fault.ExitCode);
        Assert.Contains("cannot be used", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindRunning_OfAHostThatPublished_ReturnsItsAddress()
    {
        using var home = HomeFolder.Open(Home);
        var address = new HostAddress("http://127.0.0.1:1", "127.0.0.1:2", "http://127.0.0.1:3", 4);
        home.Publish(address);

        Assert.Equal(address, HomeFolder.FindRunning(Home));
    }

    [Fact]
    public void FindRunning_OfAHostThatWasKilled_IsNone()
    {
        HomeFolder.Open(Home).Dispose();
        File.WriteAllText(Path.Combine(Home, "host.json"), """{"Api":"http://127.0.0.1:1","Temporal":"127.0.0.1:2","ProcessId":3}""");

        Assert.Null(HomeFolder.FindRunning(Home));
    }

    [Fact]
    public void FindRunning_WhereThereIsNoHome_IsNone() => Assert.Null(HomeFolder.FindRunning(Home));
}
