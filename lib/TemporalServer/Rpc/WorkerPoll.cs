using TemporalServer.Engine;

namespace TemporalServer.Rpc;

/// <summary>Holds a worker's poll until there is a task, the caller leaves or the server stops.</summary>
internal static class WorkerPoll
{
    public static async Task<T> HoldAsync<T>(WorkflowEngine engine, CallContext call, Func<CancellationToken, Task<T>> poll, Func<T> empty)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, engine.Stopping);
        try
        {
            return await poll(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!call.CancellationToken.IsCancellationRequested)
        {
            return empty();
        }
    }
}
