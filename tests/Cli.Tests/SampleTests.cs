using System.Text.Json;

namespace Notify.Cli.Tests;

/// <summary><c>notify sample</c>.</summary>
public sealed class SampleTests : IDisposable
{
    private static readonly string[] Small = ["--users", "20", "--products", "30", "--purchases", "40", "--campaigns", "5"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sample_WithTheSameSeed_WritesTheSameBytes()
    {
        await NotifyProcess.RunAsync(["sample", .. Small, "--seed", "7", "--out", folder.At("one")]);
        await NotifyProcess.RunAsync(["sample", .. Small, "--seed", "7", "--out", folder.At("two")]);
        await NotifyProcess.RunAsync(["sample", .. Small, "--seed", "8", "--out", folder.At("other")]);

        Assert.Equal(Bytes("one"), Bytes("two"));
        Assert.NotEqual(Bytes("one"), Bytes("other"));
    }

    [Fact]
    public async Task Sample_AsJson_WritesOnlyJsonToStdout()
    {
        var run = await NotifyProcess.RunAsync(["sample", .. Small, "--out", folder.At("json"), "--json"]);

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        var files = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToList();
        Assert.All(files, file => Assert.True(file.GetProperty("bytes").GetInt64() > 0));
        Assert.Contains(files, file => file.GetProperty("file").GetString()!.EndsWith("users.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sample_IntoAPipe_HasNoColour() =>
        Assert.DoesNotContain('\u001b', (await NotifyProcess.RunAsync(["sample", .. Small, "--out", folder.At("plain")])).Output);

    [Fact]
    public async Task Sample_IntoAFile_SaysSo()
    {
        await File.WriteAllTextAsync(folder.At("file"), "", TestContext.Current.CancellationToken);

        var run = await NotifyProcess.RunAsync(["sample", .. Small, "--out", folder.At("file")]);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith("notify: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    private string[] Bytes(string name) =>
        [.. Directory.GetFiles(folder.At(name)).Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)} {Convert.ToBase64String(File.ReadAllBytes(file))}")];
}
