using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Activities.Events;
using Notify.Storage.Streams;

namespace Notify.Api.Health;

/// <summary>Whether the tables keep up with the streams.</summary>
public static class StreamsHealth
{
    /// <summary>How far the tables may be behind.</summary>
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(10);

    internal static async Task<JsonHttpResult<StreamsReply>> GetAsync(StreamMeter meter, CancellationToken cancellationToken)
    {
        var streams = new List<StreamReply>();
        foreach (var topic in (string[])[StreamTopics.Clickstream, StreamTopics.PurchaseHistory])
        {
            var lag = await meter.ReadAsync(topic, cancellationToken).ConfigureAwait(false);
            streams.Add(new StreamReply(
                topic, lag.Records, Math.Round(lag.RecordsPerSecond), Math.Round(lag.Behind.TotalSeconds, 3), lag.Behind <= MostBehind));
        }

        var isKeepingUp = streams.TrueForAll(stream => stream.Ok);
        return TypedResults.Json(
            new StreamsReply(isKeepingUp ? "keeping_up" : "behind", streams),
            statusCode: isKeepingUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>How far the tables are behind the streams.</summary>
/// <param name="Status">keeping_up, or behind when any is more than ten seconds behind.</param>
/// <param name="Streams">Each stream.</param>
public sealed record StreamsReply(string Status, IReadOnlyList<StreamReply> Streams);

/// <summary>How far the tables are behind one stream.</summary>
/// <param name="Topic">The stream.</param>
/// <param name="Lag">Records that are not yet in the tables.</param>
/// <param name="RecordsPerSecond">How many are taken in while there are any; 0 while that is not known.</param>
/// <param name="SecondsBehind">How long they will take at that speed, or how long the batch under way has taken already.</param>
/// <param name="Ok">At most ten seconds.</param>
public sealed record StreamReply(string Topic, long Lag, double RecordsPerSecond, double SecondsBehind, bool Ok);
