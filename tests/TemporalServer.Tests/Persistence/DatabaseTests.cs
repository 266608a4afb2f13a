using TemporalServer.Clock;
using TemporalServer.Persistence;

namespace TemporalServer.Tests.Persistence;

public sealed class DatabaseTests
{
    [Fact]
    public void Open_NewFile_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        var folder = Directory.CreateTempSubdirectory("temporal-mode-");
        try
        {
            using var clock = ServerClock.Real();
            using var database = Database.Open(Path.Combine(folder.FullName, "temporal.db"), full: false, clock);

            Assert.NotEmpty(folder.GetFiles());
            Assert.All(folder.GetFiles(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
