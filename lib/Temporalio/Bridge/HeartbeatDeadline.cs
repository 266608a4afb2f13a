namespace Temporalio.Bridge;

/// <summary>When a workflow task must be prolonged. Most tasks never ask, and then no timer is made.</summary>
internal sealed class HeartbeatDeadline(TimeSpan after) : IDisposable
{
    private CancellationTokenSource? source;

    public CancellationToken Token => (source ??= new(after)).Token;

    public void Dispose() => source?.Dispose();
}
