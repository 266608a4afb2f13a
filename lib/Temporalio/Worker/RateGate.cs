namespace Temporalio.Worker;

/// <summary>Lets so many through a second, evenly. Thread-safe.</summary>
/// <param name="perSecond">How many; greater than zero.</param>
/// <param name="time">The clock to wait by.</param>
internal sealed class RateGate(double perSecond, TimeProvider time)
{
    private readonly long interval = (long)(time.TimestampFrequency / perSecond);
    private readonly Lock gate = new();
    private long next = time.GetTimestamp();

    /// <summary>Waits for one's turn, which is used up even if the wait is cancelled.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan delay;
        lock (gate)
        {
            var now = time.GetTimestamp();
            var turn = Math.Max(next, now);
            next = turn + interval;
            delay = time.GetElapsedTime(now, turn);
        }

        return delay <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, time, cancellationToken);
    }
}
