using System.Net;

namespace TemporalServer.Tests.Http;

/// <summary>Who is answered: programs, and the server's own pages.</summary>
public sealed class BrowserGuardTests
{
    private const string Cancel = "/api/v1/namespaces/default/workflows/wf/cancel";

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Post_FromAForeignPage_IsRefusedAndChangesNothing(string header, string value)
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();

        using var reply = await probe.SendAsync("POST", Cancel, "{}", (header, value));

        var fault = await HttpProbe.JsonAsync(reply, HttpStatusCode.Forbidden);
        Assert.Equal(7, fault.GetProperty("code").GetInt32());
        Assert.Contains("may not change anything here", fault.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await probe.Worker.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Delete_FromAForeignPage_IsRefused()
    {
        await using var probe = await HttpProbe.StartAsync();

        using var reply = await probe.SendAsync("DELETE", "/api/v1/namespaces/default/schedules/x", null, ("Origin", "http://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }

    [Fact]
    public async Task Preflight_OfAForeignPage_GetsNoLeave()
    {
        await using var probe = await HttpProbe.StartAsync();

        using var reply = await probe.SendAsync("OPTIONS", Cancel, null, ("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST"));

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.DoesNotContain(reply.Headers, static header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Post_FromAnOwnPage_IsAnswered()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();

        using var reply = await probe.SendAsync(
            "POST", Cancel, "{}", ("Origin", probe.Server.HttpAddress!.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task Post_FromAPageThatIsAllowed_IsAnswered()
    {
        await using var probe = await HttpProbe.StartAsync(static options => options with { HttpOrigins = ["http://localhost:5173/"] });
        await probe.Worker.StartAsync();

        using var reply = await probe.SendAsync("POST", Cancel, "{}", ("Origin", "http://localhost:5173"), ("Sec-Fetch-Site", "same-site"));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/namespaces")]
    [InlineData("/")]
    public async Task Get_UnderANameThatWasMadeToPointHere_IsRefused(string path)
    {
        await using var probe = await HttpProbe.StartAsync();

        using var reply = await probe.SendAsync("GET", path, null, ("Host", "evil.example:8233"));

        var fault = await HttpProbe.JsonAsync(reply, HttpStatusCode.Forbidden);
        Assert.Contains("evil.example", fault.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:8233")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8233")]
    [InlineData("notify.internal")]
    public async Task Get_UnderAnOwnName_IsAnswered(string host)
    {
        await using var probe = await HttpProbe.StartAsync(static options => options with { HttpHosts = ["notify.internal"] });

        using var reply = await probe.SendAsync("GET", "/api/v1/namespaces", null, ("Host", host));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/settings")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/")]
    public async Task EveryAnswer_CarriesTheHeadersThatProtectIt(string path)
    {
        await using var probe = await HttpProbe.StartAsync();

        using var reply = await probe.SendAsync("GET", path);

        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("frame-ancestors 'self'", Assert.Single(reply.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-referrer", Assert.Single(reply.Headers.GetValues("Referrer-Policy")));
        Assert.False(reply.Headers.Contains("Server"));
    }
}
