using System.Diagnostics;
using System.Text.Json;

namespace Notify.Architecture;

/// <summary>What -p:GenuinePackages=true makes of the project files, as MSBuild evaluates them.</summary>
public sealed class GenuinePackagesTests
{
    // It hosts the embedded server, for which there is no package
    private const string TheServer = "TemporalServer";

    public static TheoryData<string> Products => [.. Repository.Projects("src").Select(project => Path.GetRelativePath(Repository.Root, project))];

    [Theory]
    [MemberData(nameof(Products))]
    public async Task GenuinePackages_EveryProduct_TakesThePackagesThatLibStandsInFor(string project)
    {
        var usual = await EvaluateAsync(project, genuine: false);
        var genuine = await EvaluateAsync(project, genuine: true);

        Assert.Empty(genuine.StandIns);
        Assert.Equal(usual.StandIns.Order(StringComparer.Ordinal), genuine.Packages.Except(usual.Packages).Order(StringComparer.Ordinal));
    }

    private static async Task<(string[] StandIns, string[] Packages)> EvaluateAsync(string project, bool genuine)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            ArgumentList = { "msbuild", project, "-nologo", "-getItem:ProjectReference", "-getItem:PackageReference", $"-p:GenuinePackages={(genuine ? "true" : "false")}" },
        };
        using var msbuild = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = await msbuild.StandardOutput.ReadToEndAsync(patience.Token);
        await msbuild.WaitForExitAsync(patience.Token);
        Assert.True(msbuild.ExitCode == 0, output);

        using var evaluated = JsonDocument.Parse(output);
        var items = evaluated.RootElement.GetProperty("Items");
        var library = Path.Combine(Repository.Root, "lib") + Path.DirectorySeparatorChar;
        return (
            [
                .. items.GetProperty("ProjectReference").EnumerateArray()
                    .Where(reference => reference.GetProperty("FullPath").GetString()!.StartsWith(library, StringComparison.Ordinal))
                    .Select(reference => reference.GetProperty("Filename").GetString()!)
                    .Where(name => name != TheServer),
            ],
            [.. items.GetProperty("PackageReference").EnumerateArray().Select(reference => reference.GetProperty("Identity").GetString()!)]);
    }
}
