using System.Net;

namespace Notify.Api.Tests;

/// <summary>A shop before, during and after its first pipeline run.</summary>
public sealed class PipelinesTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Pipeline_OfAFreshShop_MakesRecommendationsPossible()
    {
        await host.AddUserAsync("U1", embedded: false);
        await host.AddCampaignAsync("C1", embedded: false);
        var early = await host.PostAsync("v1/recommendations", """{"user_id":"U1"}""", HttpStatusCode.ServiceUnavailable);

        var started = await host.PostAsync("v1/pipelines/full", "", HttpStatusCode.Accepted);
        var id = started.GetProperty("id").GetString()!;
        await host.PipelineEndAsync(id);
        var run = await host.GetAsync($"v1/pipelines/{id}", HttpStatusCode.OK);

        Assert.Equal("CAMPAIGN_EMBEDDINGS_UNAVAILABLE", early.GetProperty("code").GetString());
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Equal(["features", "embeddings", "campaigns", "plan"], run.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.Equal(1, run.GetProperty("result").GetProperty("plans").GetProperty("users").GetInt32());
        var found = await host.PostAsync("v1/recommendations", """{"user_id":"U1"}""", HttpStatusCode.OK);
        Assert.Equal(1, found.GetProperty("recommendations").GetArrayLength());
        await host.GetAsync("v1/users/U1/schedule", HttpStatusCode.OK);
    }
}
