namespace Notify.Storage.Tables.DynamoDb;

/// <summary>
/// How long to wait between two rounds, and when to give up. Waits double and are drawn at random from zero to their
/// bound ("full jitter"), so that writers throttled together do not come back together.
/// </summary>
/// <remarks>The SDK repeats whole requests; what a batch left unprocessed is no error to it, and comes back here.</remarks>
internal sealed class BackOff(int rounds, TimeSpan first, TimeSpan longest)
{
    /// <summary>Rounds without success after which to give up.</summary>
    public int Rounds => rounds;

    /// <summary>Longest wait after so many rounds without success, from 1.</summary>
    public TimeSpan BoundOf(int round) => TimeSpan.FromTicks((long)Math.Min(longest.Ticks, first.Ticks * Math.Pow(2, round - 1)));

    /// <summary>Waits after so many rounds without success, from 1.</summary>
    public Task WaitAsync(int round, CancellationToken cancellationToken) =>
        Task.Delay(BoundOf(round) * Random.Shared.NextDouble(), cancellationToken);
}
