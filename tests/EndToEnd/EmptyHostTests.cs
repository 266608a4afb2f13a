using System.Net;
using System.Text;
using System.Text.Json;

namespace Notify.EndToEnd;

/// <summary>Asked too early.</summary>
public sealed class EmptyHostTests
{
    [Fact]
    public async Task Recommendations_BeforeAnyPipeline_SayWhenToComeBack()
    {
        using var home = new HomeDirectory();
        await using var host = await RunningHost.StartAsync(home.Path);
        var ingest = await NotifyProgram.RunAsync("ingest", NotifyProgram.Samples, "--home", home.Path);
        Assert.True(ingest.ExitCode == 0, ingest.Errors);

        using var body = new StringContent("""{"user_id":"U0001"}""", Encoding.UTF8, "application/json");
        using var reply = await host.Api.PostAsync(new Uri("v1/recommendations", UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.NotNull(reply.Headers.RetryAfter);
        using var problem = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("CAMPAIGN_EMBEDDINGS_UNAVAILABLE", problem.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Up_ServesWhatTemporalsWebUiAsksFor()
    {
        using var home = new HomeDirectory();
        await using var host = await RunningHost.StartAsync(home.Path);
        using var client = new HttpClient { BaseAddress = host.Ui };

        using var schedules = JsonDocument.Parse(await client.GetStringAsync("/api/v1/namespaces/default/schedules", TestContext.Current.CancellationToken));
        using var page = await client.GetAsync("/", TestContext.Current.CancellationToken);

        // The daily pipeline and the delta update
        Assert.Equal(2, schedules.RootElement.GetProperty("schedules").GetArrayLength());
        // The page itself is there once set-up has built it
        Assert.Contains(page.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
    }

    [Fact]
    public async Task Up_OnAHomeInUse_SaysWhoHasIt()
    {
        using var home = new HomeDirectory();
        await using var host = await RunningHost.StartAsync(home.Path);

        var second = await NotifyProgram.RunAsync("up", "--home", home.Path, "--port", "0", "--temporal-port", "0", "--ui-port", "0");

        Assert.Equal(5, second.ExitCode);
        Assert.Contains("in use", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_AskedToStop_StopsAndLeavesTheHomeFree()
    {
        using var home = new HomeDirectory();
        await using var host = await RunningHost.StartAsync(home.Path);

        var exitCode = await host.TerminateAsync();

        Assert.Equal(0, exitCode);
        Assert.False(File.Exists(Path.Combine(home.Path, "host.json")));
        await using var next = await RunningHost.StartAsync(home.Path);
    }
}
