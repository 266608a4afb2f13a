using System.Text.RegularExpressions;

namespace Notify.Architecture;

/// <summary>What must not be in any file of the repository.</summary>
public sealed partial class HygieneTests
{
    [Fact]
    public void LockFiles_CarryNoDownloadAddresses()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "native/package-lock.json")).Where(line => line.Contains("\"resolved\"", StringComparison.Ordinal));

        Assert.Empty(lines);
    }

    [Theory]
    [InlineData("src")]
    [InlineData("lib")]
    [InlineData("scripts")]
    public void Sources_NameNoRegistryHost(string folder)
    {
        var strays = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Where(file => RegistryHost().IsMatch(File.ReadAllText(file)));

        Assert.Empty(strays);
    }

    // Written so that this file does not name one either
    [GeneratedRegex(@"api\.nu[g]et\.|regist[r]y\.npmjs|deb\.debia[n]\.")]
    private static partial Regex RegistryHost();
}
