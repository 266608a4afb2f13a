using System.Net;
using System.Text.Json;

namespace Notify.Api.Tests;

/// <summary>The routes under <c>/v1/users/{id}</c>.</summary>
public sealed class UsersTests(ReadyShop shop) : IClassFixture<ReadyShop>
{
    public static TheoryData<string> Resources { get; } = ["schedule", "deliveries", "inbox", "embedding"];

    [Fact]
    public async Task Schedule_WithoutADate_IsTheNewest()
    {
        var plan = await shop.GetAsync("v1/users/U1/schedule", HttpStatusCode.OK);

        Assert.Equal("2026-11-20", plan.GetProperty("date").GetString());
        Assert.Equal("C1", plan.GetProperty("slots")[0].GetProperty("campaign_id").GetString());
        Assert.Equal("chosen", plan.GetProperty("ledger")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Schedule_OfADate_IsThatOne() =>
        Assert.Equal("2026-11-19", (await shop.GetAsync("v1/users/U1/schedule?date=2026-11-19", HttpStatusCode.OK)).GetProperty("date").GetString());

    [Theory]
    [InlineData("v1/users/U1/schedule?date=2020-01-01")]
    [InlineData("v1/users/new/schedule")]
    public async Task Schedule_ThatIsNotThere_IsNotFoundAndSaysWhatToDo(string path)
    {
        var problem = await shop.GetAsync(path, HttpStatusCode.NotFound);

        Assert.Equal("SCHEDULE_NOT_FOUND", problem.GetProperty("code").GetString());
        Assert.Contains("notify pipeline run", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbox", "notifications", "sent_utc")]
    [InlineData("deliveries", "deliveries", "sent_at")]
    public async Task Lists_WithALimit_HoldTheNewestFirst(string resource, string list, string time)
    {
        var all = await shop.GetAsync($"v1/users/U1/{resource}", HttpStatusCode.OK);
        var two = await shop.GetAsync($"v1/users/U1/{resource}?limit=2", HttpStatusCode.OK);

        List<string> times = [.. all.GetProperty(list).EnumerateArray().Select(row => row.GetProperty(time).GetString()!)];
        Assert.Equal(3, times.Count);
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(times.Take(2), two.GetProperty(list).EnumerateArray().Select(row => row.GetProperty(time).GetString()!));
    }

    [Fact]
    public async Task Embedding_OfAUser_SaysWhichModelItIsFrom()
    {
        var reply = await shop.GetAsync("v1/users/U1/embedding", HttpStatusCode.OK);

        Assert.Equal(("by hand", 2), (reply.GetProperty("model_version").GetString(), reply.GetProperty("dimensions").GetInt32()));
        Assert.Equal([0.6f, 0.8f], reply.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()));
    }

    [Theory]
    [InlineData("v1/users/U1/inbox?limit=0", "between 1 and 1000")]
    [InlineData("v1/users/U1/inbox?limit=1001", "between 1 and 1000")]
    [InlineData("v1/users/U1/deliveries?limit=all", "all")]
    [InlineData("v1/users/U1/schedule?date=tomorrow", "tomorrow")]
    public async Task Queries_OutOfBounds_AreRefusedNamingTheValue(string path, string reason)
    {
        var problem = await shop.GetAsync(path, HttpStatusCode.BadRequest);

        Assert.Equal("INVALID_REQUEST", problem.GetProperty("code").GetString());
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Resources_OfAnUnknownUser_AreNotFound(string resource)
    {
        var problem = await shop.GetAsync($"v1/users/nobody/{resource}", HttpStatusCode.NotFound);

        Assert.Equal("USER_NOT_FOUND", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Resources_OfAnIdWithOddCharacters_AreFound()
    {
        var reply = await shop.GetAsync($"v1/users/{Uri.EscapeDataString(ReadyShop.OddId)}/inbox", HttpStatusCode.OK);

        Assert.Equal(ReadyShop.OddId, reply.GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task Resources_OfAVeryLongId_AreNotFound() =>
        await shop.GetAsync($"v1/users/{new string('x', 4000)}/inbox", HttpStatusCode.NotFound);

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Resources_NeverShowWhoTheUserIs(string resource)
    {
        var reply = await shop.GetAsync($"v1/users/U1/{resource}", HttpStatusCode.OK);

        Assert.DoesNotContain("secret@example.org", JsonSerializer.Serialize(reply), StringComparison.Ordinal);
    }
}
