namespace Notify.Storage.Tests.Changes;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class HandSetClock(DateTimeOffset now) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public void Advance(TimeSpan by) => now += by;
}
