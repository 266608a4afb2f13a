using System.Net;

namespace Notify.Api.Tests;

/// <summary><c>POST /v1/recommendations</c>.</summary>
public sealed class RecommendationsTests(ReadyShop shop) : IClassFixture<ReadyShop>
{
    private const string Path = "v1/recommendations";

    [Fact]
    public async Task Recommendations_OfAUser_HaveTheDocumentedShape()
    {
        var reply = await shop.PostAsync(Path, """{"user_id":"U1","num_recommendations":2}""", HttpStatusCode.OK);

        Assert.Equal(["user_id", "model_version", "generated_at", "recommendations"], reply.EnumerateObject().Select(field => field.Name));
        var campaigns = reply.GetProperty("recommendations").EnumerateArray().ToList();
        Assert.Equal([1, 2], campaigns.Select(campaign => campaign.GetProperty("rank").GetInt32()));
        Assert.All(campaigns, campaign => Assert.Superset(
            new HashSet<string> { "rank", "campaign_id", "similarity_score", "campaign_name", "priority", "estimated_ctr", "window", "why" },
            campaign.EnumerateObject().Select(field => field.Name).ToHashSet()));
    }

    [Fact]
    public async Task Recommendations_WithExclusions_LeaveThemOut()
    {
        var reply = await shop.PostAsync(Path, """{"user_id":"U1","exclude_campaign_ids":["C1","C3","unknown"]}""", HttpStatusCode.OK);

        Assert.Equal("C2", Assert.Single(reply.GetProperty("recommendations").EnumerateArray()).GetProperty("campaign_id").GetString());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("not json", "line 1")]
    [InlineData("[]", "")]
    [InlineData("{}", "user_id is missing")]
    [InlineData("""{"user_id":""}""", "user_id is missing")]
    [InlineData("""{"user_id":17}""", "$.user_id")]
    [InlineData("""{"user_id":"U1","num_recommendations":"many"}""", "$.num_recommendations")]
    [InlineData("""{"user_id":"U1","num_recommendations":0}""", "num_recommendations is 0; it must be between 1 and 20")]
    [InlineData("""{"user_id":"U1","num_recommendations":21}""", "num_recommendations is 21")]
    [InlineData("""{"user_id":"U1","num_recommendations":99999999999}""", "$.num_recommendations")]
    [InlineData("""{"user_id":"U1","exclude_campaign_ids":"C1"}""", "$.exclude_campaign_ids")]
    [InlineData("""{"user_id":"U1","exclude_campaign_ids":[null]}""", "holds a null")]
    [InlineData("""{"user_id":"U1","time_window":{"from":"2026-11-21T00:00:00Z","until":"2026-11-20T00:00:00Z"}}""", "not after its beginning")]
    [InlineData("""{"user_id":"U1","time_window":{"from":"2026-01-01T00:00:00Z","until":"2026-11-20T00:00:00Z"}}""", "at most 31 are allowed")]
    [InlineData("""{"user_id":"U1","time_window":{"from":"soon","until":"later"}}""", "$.time_window.from")]
    [InlineData("""{"user_id":"U1","time_window":{}}""", "not after its beginning")]
    public async Task Recommendations_OfABadRequest_AreRefusedWithTheReason(string body, string reason)
    {
        var problem = await shop.PostAsync(Path, body, HttpStatusCode.BadRequest);

        Assert.Equal("INVALID_REQUEST", problem.GetProperty("code").GetString());
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recommendations_AtTheEndOfTime_AreNone()
    {
        var reply = await shop.PostAsync(
            Path, """{"user_id":"U1","time_window":{"from":"9999-12-30T00:00:00Z","until":"9999-12-31T23:59:59Z"}}""", HttpStatusCode.OK);

        Assert.NotEqual(0, reply.GetProperty("recommendations").GetArrayLength());
    }

    [Fact]
    public async Task Recommendations_WithTooManyExclusions_AreRefused()
    {
        var ids = string.Join(',', Enumerable.Repeat("\"C1\"", 501));

        var problem = await shop.PostAsync(Path, $$"""{"user_id":"U1","exclude_campaign_ids":[{{ids}}]}""", HttpStatusCode.BadRequest);

        Assert.Contains("501 ids; at most 500", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recommendations_WithAHugeBody_AreRefusedUnread()
    {
        var problem = await shop.PostAsync(Path, $$"""{"user_id":"{{new string('x', 1_000_000)}}"}""", HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal("PAYLOAD_TOO_LARGE", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Recommendations_OfAVeryLongId_AreRefusedWithTheBound()
    {
        var problem = await shop.PostAsync(Path, $$"""{"user_id":"{{new string('x', 300)}}"}""", HttpStatusCode.BadRequest);

        Assert.Contains("300 characters; at most 256", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recommendations_InAnotherMediaType_AreRefused()
    {
        var problem = await shop.PostAsync(Path, "user_id=U1", HttpStatusCode.UnsupportedMediaType, "application/x-www-form-urlencoded");

        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Recommendations_OfAnUnknownUser_AreNotFound()
    {
        var problem = await shop.PostAsync(Path, """{"user_id":"nobody"}""", HttpStatusCode.NotFound);

        Assert.Equal("USER_NOT_FOUND", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Recommendations_OfAUserNotYetEmbedded_SayWhenToComeBack()
    {
        using var content = new StringContent("""{"user_id":"new"}""", System.Text.Encoding.UTF8, "application/json");

        using var reply = await shop.Client.PostAsync(new Uri(Path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        var problem = await ApiHost.ReadAsync(reply, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("USER_EMBEDDING_UNAVAILABLE", problem.GetProperty("code").GetString());
        Assert.True(reply.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }
}
