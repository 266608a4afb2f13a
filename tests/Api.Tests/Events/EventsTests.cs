using System.Net;
using System.Text;
using System.Text.Json;
using Notify.Api.Events;
using Notify.Domain.Events;
using Notify.Storage.Streams;

namespace Notify.Api.Tests.Events;

/// <summary>POST /v1/events: what is taken, what is refused, and how that is said.</summary>
public sealed class EventsTests(EventHost host) : IClassFixture<EventHost>
{
    [Fact]
    public async Task Post_AMixedBatch_KeepsTheSoundOnesInTheirStreamsAndNamesTheOthers()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var body = $"[{Event("m1")},7,{Event("m2", "purchase", ""","product_id":"P1","price":2.5,"quantity":4""")},{Event("m3", "purchase")},{Event("m4", "opt_out")}]";

        var (status, reply, _) = await host.SendAsync(body, traceParent: Trace);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(3, reply.GetProperty("accepted").GetInt32());
        Assert.Equal([(1, null, "NOT_AN_OBJECT"), (3, "m3", "MISSING_FIELD")], Rejected(reply));
        Assert.Equal("Event 3 (event_id 'm3'): product_id is missing; every purchase needs it.", reply.GetProperty("rejected")[1].GetProperty("detail").GetString());
        // Durable before the reply: the records are there
        var clicks = (await host.RecordsAsync(StreamTopics.Clickstream)).FindAll(record => record.Key == "mixed");
        Assert.Equal(["m1", "m4"], clicks.Select(record => record.Headers!["event_id"]).Order());
        Assert.All(clicks, record => Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", record.Headers!["traceparent"]));
        var order = Assert.Single(await host.RecordsAsync(StreamTopics.PurchaseHistory), record => record.Key == "mixed");
        Assert.Equal(("m2", 10m), (ShopEventReader.Read(order.Value.Span, DateTimeOffset.MaxValue, out _)!.PurchaseId, ShopEventReader.Read(order.Value.Span, DateTimeOffset.MaxValue, out _)!.TotalAmount));
    }

    [Theory]
    [InlineData("{0}", "application/json", 1)]
    [InlineData("{\"events\":[{0},{0}]}", "application/json", 2)]
    [InlineData("{0}\n{0}\n\n{0}", "application/x-ndjson", 3)]
    [InlineData("[]", "application/json", 0)]
    public async Task Post_OneOrMany_TakesEach(string body, string mediaType, int accepted)
    {
        var (status, reply, _) = await host.SendAsync(body.Replace("{0}", EventHost.Event(1), StringComparison.Ordinal), mediaType);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(accepted, reply.GetProperty("accepted").GetInt32());
        Assert.Empty(reply.GetProperty("rejected").EnumerateArray());
    }

    [Fact]
    public async Task Post_NothingSound_IsRefusedWithEveryReason()
    {
        var (status, problem, _) = await host.SendAsync("""[{"event_id":"x"},{"event_id":"y","event":"buy"}]""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("INVALID_REQUEST", problem.GetProperty("code").GetString());
        Assert.Equal([(0, "x", "MISSING_FIELD"), (1, "y", "UNKNOWN_EVENT")], Rejected(problem));
    }

    [Theory]
    [InlineData("", "The body is no JSON")]
    [InlineData("not json", "The body is no JSON (line 1, byte ")]
    [InlineData("[{0}", "The body is no JSON")]
    public async Task Post_WhatIsNoJson_IsRefusedAsAWhole(string body, string detail)
    {
        var before = await host.Streams.LagAsync(StreamTopics.Clickstream, "none");

        var (status, problem, _) = await host.SendAsync(body.Replace("{0}", EventHost.Event(1), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await host.Streams.LagAsync(StreamTopics.Clickstream, "none"));
    }

    [Fact]
    public async Task Post_MoreEventsThanAreTaken_IsRefusedWithTheBound()
    {
        var (status, problem, _) = await host.SendAsync(EventHost.Events(0, 5001));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("at most 5000 are taken", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_ABodyThatIsTooLarge_IsRefused(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/events", UriKind.Relative))
        {
            Content = new StringContent(new string(' ', EventsApi.MostBodyBytes) + EventHost.Event(1), Encoding.UTF8, "application/x-ndjson"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;

        using var reply = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("PAYLOAD_TOO_LARGE", (await ApiHost.ReadAsync(reply, HttpStatusCode.RequestEntityTooLarge)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Post_AnotherMediaType_IsRefused()
    {
        var (status, problem, _) = await host.SendAsync(EventHost.Event(1), "text/plain");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Contains("application/x-ndjson", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OfSomebodyErased_KeepsNothingOfThem()
    {
        await host.EraseAsync("gone");

        var (status, problem, _) = await host.SendAsync(Event("g1", user: "gone"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal([(0, "g1", "ERASED_USER")], Rejected(problem));
        Assert.DoesNotContain(await host.RecordsAsync(StreamTopics.Clickstream), record => record.Key == "gone");
    }

    [Fact]
    public async Task Post_AnEventOfTomorrow_IsRefused()
    {
        var (_, problem, _) = await host.SendAsync(
            Event("future").Replace("2025-11-20T12:00:00Z", DateTimeOffset.UtcNow.AddMinutes(6).ToString("O"), StringComparison.Ordinal));

        Assert.Equal([(0, "future", "TIMESTAMP_IN_FUTURE")], Rejected(problem));
    }

    private static string Event(string id, string kind = "click", string more = "", string user = "mixed") =>
        $$"""{"event_id":"{{id}}","event":"{{kind}}","user_id":"{{user}}","timestamp":"2025-11-20T12:00:00Z"{{more}}}""";

    private static IEnumerable<(int, string?, string)> Rejected(JsonElement reply) => reply.GetProperty("rejected").EnumerateArray().Select(one => (
        one.GetProperty("index").GetInt32(), one.TryGetProperty("event_id", out var id) ? id.GetString() : null, one.GetProperty("code").GetString()!));
}
