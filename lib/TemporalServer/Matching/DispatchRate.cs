namespace TemporalServer.Matching;

/// <summary>
/// How many tasks a second a queue hands out: a bucket of one second's worth that fills evenly. Not thread-safe.
/// </summary>
/// <param name="time">Machine time.</param>
internal sealed class DispatchRate(TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private double? perSecond;
    private double tokens;
    private long filledAt;

    /// <summary>Takes the limit of the last poll that named one.</summary>
    public void Limit(double rate)
    {
        if (perSecond != rate)
        {
            tokens = Math.Max(1, Math.Floor(perSecond is null ? rate : Math.Min(tokens, rate)));
            perSecond = rate;
            filledAt = time.GetTimestamp();
        }
    }

    /// <summary>Takes leave to hand out one task now.</summary>
    public bool TryTake()
    {
        if (perSecond is not { } rate)
        {
            return true;
        }

        var now = time.GetTimestamp();
        tokens = Math.Min(Math.Max(1, rate), tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * rate));
        filledAt = now;
        if (tokens < 1)
        {
            return false;
        }

        tokens--;
        return true;
    }

    /// <summary>How long to wait before asking again: until the next task may be handed out, but never longer than a timer can.</summary>
    public TimeSpan Wait => perSecond is { } rate
        ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((1 - tokens) / rate * 1000), 1, LongestWait.TotalMilliseconds))
        : TimeSpan.Zero;
}
