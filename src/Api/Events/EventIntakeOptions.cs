namespace Notify.Api.Events;

/// <summary>How much <c>POST /v1/events</c> takes.</summary>
public sealed record EventIntakeOptions
{
    /// <summary>Most events in one request. Default: 5,000.</summary>
    public int MostEvents { get; init; } = 5_000;

    /// <summary>Most bytes of bodies being taken in at any moment, over all requests; further requests are told to come again. Default: 64 MiB.</summary>
    public long MostBytesInFlight { get; init; } = 64L << 20;

    /// <summary>Most records of a stream that may wait to be in the tables; while there are more, requests are told to come again. Default: 250,000, about six seconds of the peak.</summary>
    public long MostLag { get; init; } = 250_000;

    /// <summary>How far the producer's clock may be ahead. Default: 5 minutes.</summary>
    public TimeSpan MostAhead { get; init; } = TimeSpan.FromMinutes(5);
}
