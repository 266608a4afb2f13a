namespace TemporalServer.Clock;

/// <summary>One ring at a machine time.</summary>
internal sealed class MachineAlarm : IDisposable
{
    private readonly ITimer timer;

    public MachineAlarm(TimeProvider time, TimeSpan delay, Action callback) =>
        timer = time.CreateTimer(_ => callback(), null, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    public void Dispose() => timer.Dispose();
}
