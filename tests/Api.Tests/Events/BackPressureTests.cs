using System.Net;
using System.Text;
using Notify.Storage.Streams;
using Notify.Storage.Tables;

namespace Notify.Api.Tests.Events;

/// <summary>When the stores are slower than the input, or full: producers are told, memory stays bounded, what was acknowledged is kept.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task Post_WhileTooMuchWaits_IsToldToComeAgainAndTakenOnceItHasDrained()
    {
        const int MostLag = 20;
        await using var host = new TightHost(mostLag: MostLag);
        await host.InitializeAsync();
        var accepted = 0;

        while (true)
        {
            var (status, reply, retryAfter) = await host.SendAsync(EventHost.Events(accepted, 7));
            if (status == HttpStatusCode.Accepted)
            {
                accepted += reply.GetProperty("accepted").GetInt32();
                Assert.InRange(accepted, 7, MostLag + 7);
                continue;
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, status);
            Assert.Equal("EVENTS_BACKLOGGED", reply.GetProperty("code").GetString());
            Assert.Contains($"at most {MostLag} may wait", reply.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.InRange(retryAfter!.Value.TotalSeconds, 1, 60);
            break;
        }

        Assert.Equal(accepted, (await host.RecordsAsync(StreamTopics.Clickstream)).Count);
        await host.TakeInAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(EventHost.Events(accepted, 7))).Status);
        await host.TakeInAsync();
        Assert.Equal(accepted + 7, await host.Tables.CountAsync(NotifyTables.Clickstream));
    }

    [Fact]
    public async Task Post_WhileTooManyBytesAreInFlight_IsToldToComeAgain()
    {
        const int MostBytes = 4096;
        await using var host = new TightHost(mostBytes: MostBytes);
        await host.InitializeAsync();
        var slow = new SlowContent(EventHost.Event(1) + new string(' ', MostBytes - 300));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/events", UriKind.Relative)) { Content = slow };
        request.Headers.ExpectContinue = true;
        var held = host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await slow.AskedFor;
        var body = EventHost.Event(2) + new string(' ', 400);

        var told = await host.SendAsync(body);
        slow.Finish();

        Assert.Equal(HttpStatusCode.TooManyRequests, told.Status);
        Assert.Equal("EVENTS_BACKLOGGED", told.Reply.GetProperty("code").GetString());
        Assert.Equal(TimeSpan.FromSeconds(1), told.RetryAfter);
        Assert.Equal(HttpStatusCode.Accepted, (await held).StatusCode);
        await host.TakeInAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(body)).Status);
    }

    [Fact]
    public async Task Post_WithTheDiskFull_IsUnavailableAndLosesNothingThatWasAcknowledged()
    {
        await using var host = new FullDiskHost();
        await host.InitializeAsync();
        var acknowledged = new List<string>();

        for (var i = 0; ; i += 100)
        {
            var (status, problem, retryAfter) = await host.SendAsync(EventHost.Events(i, 100));
            if (status == HttpStatusCode.Accepted)
            {
                acknowledged.AddRange(Enumerable.Range(i, 100).Select(id => $"e{id}"));
                continue;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Equal("EVENTS_UNAVAILABLE", problem.GetProperty("code").GetString());
            Assert.Contains("Free space", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.NotNull(retryAfter);
            break;
        }

        Assert.NotEmpty(acknowledged);
        var kept = await host.RecordsAsync(StreamTopics.Clickstream);
        Assert.Equal(acknowledged.Order(), kept.Select(record => record.Headers!["event_id"]).Order());
    }

    /// <summary>A body whose end is held back until a test lets it go.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly TaskCompletionSource askedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly byte[] bytes;

        public SlowContent(string body)
        {
            bytes = Encoding.UTF8.GetBytes(body);
            Headers.ContentType = new("application/json");
        }

        /// <summary>Completes when the server wants the body, which it does of a request that it has let in.</summary>
        public Task AskedFor => askedFor.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Finish() => finish.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            askedFor.TrySetResult();
            await stream.WriteAsync(bytes.AsMemory(0, 10));
            await stream.FlushAsync();
            await finish.Task;
            await stream.WriteAsync(bytes.AsMemory(10));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
