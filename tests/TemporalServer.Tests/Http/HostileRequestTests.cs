using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TemporalServer.Http;
using TemporalServer.Rpc;

namespace TemporalServer.Tests.Http;

/// <summary>What no client should send is refused with a reason, and the server goes on.</summary>
public sealed class HostileRequestTests
{
    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/")]
    [InlineData("GET", "/api/v1")]
    [InlineData("GET", "/api/v2/namespaces")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/api/v1/namespaces/")]
    [InlineData("GET", "/api/v1/namespaces//workflows")]
    [InlineData("GET", "/api/v1/namespaces/default/workflows/a/b")]
    [InlineData("POST", "/namespaces/default/workflows/a")]
    public async Task UnknownRoute_IsNotFoundAsJson(string verb, string path)
    {
        await using var probe = await HttpProbe.StartAsync();
        using var reply = await probe.SendAsync(verb, path);

        Assert.Contains("no such route", (await HttpProbe.JsonAsync(reply, HttpStatusCode.NotFound)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownPathWithAnotherVerb_NamesThoseItTakes()
    {
        await using var probe = await HttpProbe.StartAsync();
        using var reply = await probe.SendAsync("PUT", "/api/v1/namespaces/default/schedules/x");

        await HttpProbe.JsonAsync(reply, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["DELETE", "GET", "POST"], reply.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("{", "body: ")]
    [InlineData("hello", "body: ")]
    [InlineData("a=b&c=d", "body: ")]
    [InlineData("[1]", "body: a StartWorkflowExecutionRequest is a JSON object")]
    [InlineData("""{"workflowId":"a","workflowId":"b"}""", "body: ")]
    [InlineData("""{"taskQueue":{"nam":"q"}}""", "taskQueue.nam: ")]
    public async Task BrokenBody_IsRefusedWithTheReason(string body, string reason)
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.StartsWith(reason, await probe.RefusedAsync("POST", "workflows/wf", HttpStatusCode.BadRequest, body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(70)]
    [InlineData(20_000)]
    public async Task DeepBody_IsRefused(int depth)
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.Contains("depth", await probe.RefusedAsync("POST", "activities/fail-by-id", HttpStatusCode.BadRequest, Chain(depth)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeepestBodyTaken_CanBeReadAgain()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Activity("1", static activity => activity.RetryPolicy = new() { MaximumAttempts = 1 }));
        await probe.Worker.PollActivityAsync();

        await probe.PostAsync("activities/fail-by-id?workflowId=wf&activityId=1", Chain(60));

        await probe.Server.RestartAsync();
        Assert.Contains(Temporalio.Api.Enums.V1.EventType.ActivityTaskFailed, await probe.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task LargeBody_IsRefusedBeforeItIsRead()
    {
        await using var probe = await HttpProbe.StartAsync();

        var answer = await RawHttp.AskAsync(
            probe.Server.HttpAddress!, "POST /api/v1/namespaces/default/workflows/wf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 100000000\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("too large", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workflows?pageSize=many", "pageSize: \"many\" is no int32")]
    [InlineData("workflows?pageSize=99999999999", "pageSize: ")]
    [InlineData("workflows/wf/history?waitNewEvent=perhaps", "waitNewEvent: \"perhaps\" is no bool")]
    [InlineData("workflows/wf?execution=x", "execution: a parameter cannot be a WorkflowExecution")]
    [InlineData("task-queues/q?taskQueueType=Fast", "taskQueueType: \"Fast\" is no TaskQueueType")]
    public async Task BrokenParameter_IsRefusedByName(string path, string reason)
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.StartsWith(reason, await probe.RefusedAsync("GET", path, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET http://localhost/api/v1/settings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "200")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET /api/v1/settings HTTP/1.1\r\nConnection: close\r\n\r\n", "400")]
    [InlineData("GET /api/v1/settings HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", "400")]
    [InlineData("GET /api/v1/namespaces/%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET /api/v1/namespaces/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET /api/v1/namespaces/default/workflows/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "4")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "")]
    public async Task RequestLine_OutOfTheOrdinary_IsAnsweredOrRefused(string request, string status)
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.StartsWith(status.Length == 0 ? string.Empty : "HTTP/1.1 " + status, await RawHttp.AskAsync(probe.Server.HttpAddress!, request), StringComparison.Ordinal);
        using var after = await probe.SendAsync("GET", "/api/v1/settings");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Dispose_WhileALongPollIsOpen_EndsIt()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        var first = await probe.GetAsync("workflows/wf/history?waitNewEvent=true");
        var polling = probe.SendAsync(
            "GET", $"/api/v1/namespaces/default/workflows/wf/history?waitNewEvent=true&nextPageToken={Uri.EscapeDataString(first.GetProperty("nextPageToken").GetString()!)}");

        await probe.Server.DisposeAsync();

        // Either the poll was there first and ends empty, or the port was closed already
        if (await Record.ExceptionAsync(() => polling) is null)
        {
            using var reply = await polling;
            Assert.Contains(reply.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomRequests_NeverBreakTheServer(int seed)
    {
        var random = new Random(seed);
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.StartAsync("a/b");
        var routes = new HttpApi(
            new ServiceTable(), new HttpApiOptions { Address = IPAddress.Loopback, Port = 0, DefaultNamespace = "default" }, NullLogger.Instance, default).Routes;

        for (var round = 0; round < 400; round++)
        {
            var (verb, template) = routes[random.Next(routes.Count)];
            // A query waits for a worker, and there is none
            if (template.Contains("/query/", StringComparison.Ordinal) || template.Contains("/update/", StringComparison.Ordinal))
            {
                continue;
            }

            var path = Fuzz.Path(random, template);
            var body = verb == "GET" ? null : Fuzz.Body(random);
            using var reply = await probe.SendAsync(verb, path, body);

            Assert.True(
                reply.StatusCode is not HttpStatusCode.InternalServerError,
                $"{verb} {path}\n{body}\n{await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    private static string Chain(int depth) =>
        $$"""{"failure":{{string.Concat(Enumerable.Repeat("{\"cause\":", depth))}}{}{{new string('}', depth)}}}""";
}
