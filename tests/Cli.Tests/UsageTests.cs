namespace Notify.Cli.Tests;

/// <summary>What a wrong or unlucky command line is answered with.</summary>
public sealed class UsageTests : IDisposable
{
    private static readonly string[] Ports = ["--port", "--temporal-port", "--ui-port"];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands { get; } =
        ["demo", "up", "ingest", "pipeline", "pipeline run", "pipeline delta", "pipeline status", "recommend", "plan", "audit", "sample"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Notify_WithoutACommand_ShowsWhatThereIs()
    {
        var run = await NotifyProcess.RunAsync();

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.All(Commands.Where(command => !command.Data.Contains(' ', StringComparison.Ordinal)), command => Assert.Contains(command.Data, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfACommand_DescribesEveryOption(string command)
    {
        var run = await NotifyProcess.RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.Empty(run.Errors);
        var options = run.Output.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal)).ToList();
        Assert.All(options, line => Assert.Matches("^  --.*  +[A-Z].*", line));
    }

    [Theory]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("recommend", "Run `notify recommend --help`")]
    [InlineData("pipeline status one two", "Run `notify pipeline status --help`")]
    [InlineData("recommend U1 --count 21", "--count is 21; it must be between 1 and 20")]
    [InlineData("recommend U1 --count many", "many")]
    [InlineData("recommend U1 --time-zone Mars/Olympus", "Mars/Olympus")]
    [InlineData("demo --data no-such-folder", "no-such-folder")]
    [InlineData("demo --speed 0.5", "--speed is 0.5; it must be between 1 and 10000")]
    [InlineData("demo --at yesterdayish", "ISO 8601")]
    [InlineData("up --port 70000", "--port is 70000; it must be between 0 and 65535")]
    [InlineData("up --daily-at 25:00", "--daily-at is '25:00'")]
    [InlineData("up --delta-every 0", "--delta-every is '0'")]
    [InlineData("pipeline run --glue today", "--glue is 'today'; it must be a folder in S3")]
    [InlineData("pipeline run --glue s3://shop/today", "Glue cannot reach")]
    [InlineData("pipeline run --glue s3://shop/today --data .", "exclude each other")]
    [InlineData("sample --users 5", "--out")]
    [InlineData("sample --users -1 --out x", "--users is -1")]
    public async Task Notify_OnAWrongCommandLine_SaysWhatIsWrongOnStderrAlone(string line, string reason)
    {
        var run = await NotifyProcess.RunAsync(line.Split(' '));

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(reason, run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("recommend U1")]
    [InlineData("plan U1")]
    [InlineData("audit")]
    [InlineData("pipeline status")]
    [InlineData("pipeline delta")]
    [InlineData("pipeline run")]
    public async Task Look_IntoAHomeThatDoesNotExist_SaysSoAndMakesNone(string line)
    {
        var home = folder.At("nowhere");

        var run = await NotifyProcess.RunAsync([.. line.Split(' '), "--home", home, "--json"]);

        Assert.Equal(ExitCodes.NotReady, run.ExitCode);
        Assert.Contains($"{home} holds no data yet", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(home));
    }

    [Fact]
    public async Task Look_IntoAFolderThatIsNoHome_LeavesItAsItIs()
    {
        var run = await NotifyProcess.RunAsync("recommend", "U1", "--home", folder.Path);

        Assert.Equal(ExitCodes.NotReady, run.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Up_WithAFileAsHome_SaysSo()
    {
        var file = folder.At("file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await NotifyProcess.RunAsync("up", "--home", file);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains($"The home folder {file} cannot be used", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--temporal-port")]
    [InlineData("--ui-port")]
    public async Task Up_OnAPortThatIsTaken_SaysWhichAndHowToChoose(string taken)
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;

        var ports = Ports.SelectMany(option => new[] { option, option == taken ? $"{port}" : "0" });

        var run = await NotifyProcess.RunAsync(["up", "--home", folder.At("home"), .. ports]);

        Assert.Equal(ExitCodes.Unavailable, run.ExitCode);
        Assert.Contains($"{port}", run.Errors, StringComparison.Ordinal);
        Assert.Contains(taken, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_IntoTheHomeOfARealShop_TouchesNothing()
    {
        await File.WriteAllTextAsync(folder.At("tables.db"), "years of orders", TestContext.Current.CancellationToken);

        var run = await NotifyProcess.RunAsync("demo", "--home", folder.Path);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("holds no earlier demo", run.Errors, StringComparison.Ordinal);
        Assert.Equal("years of orders", await File.ReadAllTextAsync(folder.At("tables.db"), TestContext.Current.CancellationToken));
    }
}
