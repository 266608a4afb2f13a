using System.Net;

namespace TemporalServer.Tests.Http;

/// <summary>The web UI's files, and its page at every address of its own.</summary>
public sealed class UiFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("temporal-ui-").FullName;

    public UiFilesTests()
    {
        Write("site/index.html", "<!doctype html>the page");
        Write("site/favicon.ico", "icon");
        Write("site/_app/version.json", "{}");
        Write("site/_app/immutable/chunks/app.a1b2.js", "export {}");
        Write("site/_app/immutable/assets/app.c3d4.css", "body{}");
        Write("secret.txt", "secret");
        Write("site-of-another/index.html", "secret");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/namespaces/default/workflows")]
    [InlineData("/namespaces/default/workflows/delivery%2Fu1%2F2026-11-20/run.v1.js/history")]
    [InlineData("/render?content=hello&theme=dark")]
    [InlineData("/apiary")]
    public async Task Get_AnAddressOfThePage_IsThePage(string path)
    {
        await using var probe = await StartAsync();

        using var reply = await probe.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/html; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", reply.Headers.CacheControl?.ToString());
        Assert.Equal("<!doctype html>the page", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/_app/immutable/chunks/app.a1b2.js", "text/javascript; charset=utf-8", true)]
    [InlineData("/_app/immutable/assets/app.c3d4.css", "text/css; charset=utf-8", true)]
    [InlineData("/_app/version.json", "application/json", false)]
    [InlineData("/favicon.ico", "image/x-icon", false)]
    public async Task Get_AFile_HasItsTypeAndIsKeptAsLongAsItsNameHolds(string path, string type, bool forever)
    {
        await using var probe = await StartAsync();

        using var reply = await probe.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(type, reply.Content.Headers.ContentType?.ToString());
        Assert.Equal(forever ? TimeSpan.FromDays(365) : null, reply.Headers.CacheControl?.MaxAge);
    }

    [Fact]
    public async Task Get_WhatTheBrowserHas_SendsNothing()
    {
        await using var probe = await StartAsync();
        using var first = await probe.SendAsync("GET", "/");

        using var second = await probe.SendAsync("GET", "/", null, ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Head_OfThePage_TellsItsLengthOnly()
    {
        await using var probe = await StartAsync();

        using var reply = await probe.SendAsync("HEAD", "/");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(23, reply.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/_app/immutable/chunks/gone.js")]
    [InlineData("/missing.png")]
    public async Task Get_AFileThatIsNotThere_IsNotFound(string path)
    {
        await using var probe = await StartAsync();

        using var reply = await probe.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Theory]
    [InlineData("/..%2Fsecret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/_app/..%2F..%2F..%2Fsecret.txt")]
    [InlineData("/..%5Csecret.txt")]
    [InlineData("/%2e%2e/site-of-another/index.html")]
    [InlineData("//etc/passwd")]
    [InlineData("/%2Fetc%2Fpasswd")]
    [InlineData("/index.html%00.png")]
    public async Task Get_OutOfTheFolder_NeverLeavesIt(string path)
    {
        await using var probe = await StartAsync();

        var answer = await RawHttp.AskAsync(probe.Server.HttpAddress!, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.DoesNotContain("secret", answer.Split("\r\n\r\n", 2)[1], StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.Matches("^HTTP/1.1 (200|400|404)", answer);
    }

    [Fact]
    public async Task Get_NoUiBuilt_SaysHowAndTheApiWorks()
    {
        await using var probe = await HttpProbe.StartAsync(options => options with { UiDirectory = Path.Combine(folder, "nowhere") });

        using var page = await probe.SendAsync("GET", "/");
        using var api = await probe.SendAsync("GET", "/api/v1/namespaces");

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("./notify setup", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, api.StatusCode);
    }

    [Fact]
    public async Task Get_UiBuiltWhileTheServerRuns_IsServed()
    {
        await using var probe = await HttpProbe.StartAsync(options => options with { UiDirectory = Path.Combine(folder, "later") });
        using var before = await probe.SendAsync("GET", "/");

        Write("later/index.html", "here now");

        using var after = await probe.SendAsync("GET", "/");
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal("here now", await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private Task<HttpProbe> StartAsync() => HttpProbe.StartAsync(options => options with { UiDirectory = Path.Combine(folder, "site") });

    private void Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
