using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Notify.Activities.Events;
using Notify.Api.Events;
using Notify.Contracts.Streams;
using Notify.Storage.Erasing;
using Notify.Storage.Streams;
using Notify.Workers;

namespace Notify.Api.Tests.Events;

/// <summary>An API that takes events, with nobody to take them on to the tables until a test says so.</summary>
public class EventHost : ApiHost
{
    /// <summary>Sends a body and reads the reply, whatever its status.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Reply, TimeSpan? RetryAfter)> SendAsync(string body, string mediaType = "application/json", string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/events", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        if (traceParent is not null)
        {
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        }

        using var reply = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (reply.StatusCode, await ReadAsync(reply, reply.StatusCode), reply.Headers.RetryAfter?.Delta);
    }

    /// <summary>Everything in a stream.</summary>
    public async Task<List<StreamRecord>> RecordsAsync(string topic)
    {
        // A group of its own has all of it before it
        var group = Guid.NewGuid().ToString("N");
        var left = await Streams.LagAsync(topic, group);
        var records = new List<StreamRecord>();
        if (left == 0)
        {
            return records;
        }

        await foreach (var batch in Streams.ReadAsync(topic, group, cancellationToken: TestContext.Current.CancellationToken))
        {
            records.AddRange(batch.Records);
            if (records.Count >= left)
            {
                break;
            }
        }

        return records;
    }

    /// <summary>Takes the streams to the tables until nothing is left.</summary>
    public async Task TakeInAsync()
    {
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(Services.GetServices<EventConsumer>().Select(consumer => Task.Run(() => consumer.RunAsync(stop.Token))));
        await Services.GetRequiredService<WatchedStreams>().DrainedAsync(Services.GetRequiredService<EventOptions>().GroupOf);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Puts a user on the list of those who were erased.</summary>
    public Task EraseAsync(string userId) => Services.GetRequiredService<ErasureList>().AddAsync(userId, "erasure");

    public static string Event(int i, string kind = "click", string more = "") => string.Create(
        CultureInfo.InvariantCulture, $$"""{"event_id":"e{{i}}","event":"{{kind}}","user_id":"U{{i % 7}}","timestamp":"2025-11-20T12:00:00Z"{{more}}}""");

    public static string Events(int from, int count) => $"[{string.Join(',', Enumerable.Range(from, count).Select(i => Event(i)))}]";

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton(new WatchedStreams(Streams));
        services.AddSingleton<IStreams>(provider => provider.GetRequiredService<WatchedStreams>());
        services.AddSingleton(new EventOptions { LagFreshness = TimeSpan.Zero });
        // Without the service that would run them
        services.AddNotifyEventConsumers();
        services.Remove(services.Single(service => service.ImplementationType == typeof(Workers.Events.EventConsumerService)));
    }
}

/// <summary>Lets in little.</summary>
/// <param name="mostLag">Records that may wait to be in the tables.</param>
/// <param name="mostBytes">Bytes in flight.</param>
public sealed class TightHost(int mostLag = 1_000_000, int mostBytes = 1 << 20) : EventHost
{
    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddSingleton(new EventIntakeOptions { MostLag = mostLag, MostBytesInFlight = mostBytes });
    }
}

/// <summary>A journal on a disk that is soon full.</summary>
public sealed class FullDiskHost : EventHost
{
    protected override long? JournalPages => 60;
}
