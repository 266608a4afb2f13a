using System.Net;
using System.Text;
using System.Text.Json;

namespace Notify.EndToEnd;

/// <summary>A host with the shipped sample loaded, shared by the tests that only read.</summary>
public sealed class LoadedHost : IAsyncLifetime
{
    private readonly HomeDirectory home = new();
    private RunningHost? host;

    public HttpClient Api => host!.Api;

    public string Home => home.Path;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.StartAsync(home.Path, "--at", "2026-11-20T05:00Z", "--time-zone", "UTC");
        var pipeline = await NotifyProgram.RunAsync("pipeline", "run", "--home", home.Path, "--data", NotifyProgram.Samples);
        Assert.True(pipeline.ExitCode == 0, pipeline.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        home.Dispose();
    }
}

/// <summary>The REST API of a loaded shop.</summary>
public sealed class ApiTests(LoadedHost host) : IClassFixture<LoadedHost>
{
    [Fact]
    public async Task Recommendations_OfAKnownUser_AreTenRankedCampaigns()
    {
        using var reply = await Post("v1/recommendations", """{"user_id":"U0001"}""", HttpStatusCode.OK);

        var campaigns = reply.RootElement.GetProperty("recommendations").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 10), campaigns.Select(campaign => campaign.GetProperty("rank").GetInt32()));
        Assert.All(campaigns, campaign =>
        {
            Assert.InRange(campaign.GetProperty("similarity_score").GetDouble(), -1, 1);
            Assert.InRange(campaign.GetProperty("estimated_ctr").GetDouble(), 0, 1);
            Assert.NotEmpty(campaign.GetProperty("campaign_name").GetString()!);
        });
    }

    [Theory]
    [InlineData("""{"user_id":""}""", "user_id is missing")]
    [InlineData("""{"user_id":"U0001","num_recommendations":21}""", "between 1 and 20")]
    [InlineData("""{"user_id":"U0001","num_recommendations":0}""", "between 1 and 20")]
    [InlineData("""{"user_id":"U0001","time_window":{"from":"2026-11-21T00:00Z","until":"2026-11-20T00:00Z"}}""", "time_window")]
    [InlineData("""{"user_id":17}""", "")]
    [InlineData("""not json""", "")]
    [InlineData("", "")]
    public async Task Recommendations_OfABadRequest_AreRefusedWithTheReason(string body, string reason)
    {
        using var problem = await Post("v1/recommendations", body, HttpStatusCode.BadRequest);

        Assert.Equal("INVALID_REQUEST", problem.RootElement.GetProperty("code").GetString());
        Assert.Contains(reason, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recommendations_OfAnUnknownUser_AreNotFound()
    {
        using var problem = await Post("v1/recommendations", """{"user_id":"nobody"}""", HttpStatusCode.NotFound);

        Assert.Equal("USER_NOT_FOUND", problem.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Recommendations_WithExcludedCampaigns_LeaveThemOut()
    {
        using var all = await Post("v1/recommendations", """{"user_id":"U0001","num_recommendations":3}""", HttpStatusCode.OK);
        var first = all.RootElement.GetProperty("recommendations")[0].GetProperty("campaign_id").GetString();

        using var rest = await Post(
            "v1/recommendations", $$"""{"user_id":"U0001","num_recommendations":3,"exclude_campaign_ids":["{{first}}"]}""", HttpStatusCode.OK);

        Assert.DoesNotContain(
            first, rest.RootElement.GetProperty("recommendations").EnumerateArray().Select(campaign => campaign.GetProperty("campaign_id").GetString()));
    }

    [Fact]
    public async Task Embedding_OfAKnownUser_Has384NumbersOfLengthOne()
    {
        using var reply = await Get("v1/users/U0001/embedding", HttpStatusCode.OK);

        var vector = reply.RootElement.GetProperty("embedding").EnumerateArray().Select(value => value.GetDouble()).ToList();
        Assert.Equal(384, vector.Count);
        Assert.Equal(1, Math.Sqrt(vector.Sum(value => value * value)), 3);
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("deliveries")]
    [InlineData("inbox")]
    [InlineData("embedding")]
    public async Task Users_Unknown_AreNotFound(string what)
    {
        using var problem = await Get($"v1/users/nobody/{what}", HttpStatusCode.NotFound);

        Assert.Equal("USER_NOT_FOUND", problem.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Schedule_OfAKnownUser_GivesEveryCandidateAReason()
    {
        using var reply = await Get("v1/users/U0001/schedule", HttpStatusCode.OK);

        var slots = reply.RootElement.GetProperty("slots").GetArrayLength();
        var ledger = reply.RootElement.GetProperty("ledger").EnumerateArray().ToList();
        Assert.InRange(slots, 0, 5);
        Assert.Equal(slots, ledger.Count(entry => entry.GetProperty("outcome").GetString() == "chosen"));
        Assert.All(ledger, entry => Assert.NotEmpty(entry.GetProperty("detail").GetString()!));
    }

    [Fact]
    public async Task Pipelines_DeltaOfNothingNew_ComputesNothing()
    {
        using var started = await Post("v1/pipelines/delta", "", HttpStatusCode.Accepted);
        var id = started.RootElement.GetProperty("id").GetString();

        JsonDocument? run = null;
        await Condition.WaitAsync(
            async () =>
            {
                run = await Get($"v1/pipelines/{id}", HttpStatusCode.OK);
                return run.RootElement.GetProperty("status").GetString() == "completed";
            },
            TimeSpan.FromMinutes(2),
            "the delta pipeline has completed");

        Assert.False(run!.RootElement.GetProperty("result").TryGetProperty("embeddings", out _));
    }

    [Theory]
    [InlineData("v1/pipelines/sideways", "PIPELINE_NOT_FOUND")]
    [InlineData("v1/pipelines/full.00000000-0000-0000-0000-000000000000", "PIPELINE_NOT_FOUND")]
    [InlineData("v1/nothing", "NOT_FOUND")]
    public async Task Get_WhatIsNotThere_IsAProblemWithACode(string path, string code)
    {
        using var problem = await Get(path, HttpStatusCode.NotFound);

        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("health/live", "live")]
    [InlineData("health/ready", "ready")]
    public async Task Health_OfARunningHost_IsGood(string path, string status)
    {
        using var reply = await Get(path, HttpStatusCode.OK);

        Assert.Equal(status, reply.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task OpenApi_DescribesEveryRoute()
    {
        using var document = await Get("openapi/v1.json", HttpStatusCode.OK);

        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/v1/recommendations", paths);
        Assert.Contains("/v1/users/{id}/schedule", paths);
        Assert.Contains("/v1/users/{id}/deliveries", paths);
        Assert.Contains("/v1/users/{id}/embedding", paths);
        Assert.Contains("/v1/pipelines/{id}", paths);
    }

    [Fact]
    public async Task Commands_OnARunningHost_AnswerInJson()
    {
        var found = await NotifyProgram.RunAsync("recommend", "U0001", "--home", host.Home, "--json");
        var missing = await NotifyProgram.RunAsync("plan", "nobody", "--home", host.Home, "--json");
        var status = await NotifyProgram.RunAsync("pipeline", "status", "--home", host.Home, "--json");

        Assert.Equal(0, found.ExitCode);
        Assert.Equal(10, JsonDocument.Parse(found.Output).RootElement.GetProperty("recommendations").GetArrayLength());
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains("nobody", missing.Errors, StringComparison.Ordinal);
        Assert.Equal(0, status.ExitCode);
        Assert.Equal("completed", JsonDocument.Parse(status.Output).RootElement[0].GetProperty("status").GetString());
    }

    private async Task<JsonDocument> Post(string path, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await host.Api.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await Read(reply, expected);
    }

    private async Task<JsonDocument> Get(string path, HttpStatusCode expected)
    {
        using var reply = await host.Api.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await Read(reply, expected);
    }

    private static async Task<JsonDocument> Read(HttpResponseMessage reply, HttpStatusCode expected)
    {
        var body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.StatusCode == expected, $"{(int)reply.StatusCode}: {body}");
        return JsonDocument.Parse(body);
    }
}
