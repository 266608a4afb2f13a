using System.Text.Json;

namespace Notify.EndToEnd;

/// <summary>The main job on embedded defaults, as the README's command runs it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_OnTheShippedSample_DeliversEverythingOnceAndSaysSo()
    {
        using var home = new HomeDirectory();
        Directory.Delete(home.Path);

        var result = await NotifyProgram.RunAsync("demo", "--home", home.Path, "--speed", "4000", "--json");

        Assert.True(result.ExitCode == 0, result.Errors);
        using var report = JsonDocument.Parse(result.Output);
        var deliveries = report.RootElement.GetProperty("deliveries");
        var planned = deliveries.GetProperty("planned").GetInt32();
        Assert.True(planned > 100, $"only {planned} notifications were planned");
        Assert.Equal(planned, deliveries.GetProperty("delivered").GetInt32() + deliveries.GetProperty("skipped").GetInt32());
        Assert.Equal(0, deliveries.GetProperty("lost").GetInt32());
        Assert.Equal(0, deliveries.GetProperty("doubled").GetInt32());
        Assert.Equal(0, deliveries.GetProperty("pending").GetInt32());
        Directory.CreateDirectory(home.Path);
    }

    [Fact]
    public async Task Demo_IntoAFolderThatIsNotADemo_TouchesNothing()
    {
        using var home = new HomeDirectory();
        var treasure = Path.Combine(home.Path, "thesis.txt");
        await File.WriteAllTextAsync(treasure, "years of work", TestContext.Current.CancellationToken);

        var result = await NotifyProgram.RunAsync("demo", "--home", home.Path);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("choose another folder", result.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(treasure));
    }
}
