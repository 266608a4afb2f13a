using Temporalio.Exceptions;

namespace TemporalConformance.Tests.Crashes;

/// <summary>Asks again and again until a server that comes and goes has acknowledged.</summary>
internal static class Insistence
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(5);

    /// <summary>The first acknowledged answer.</summary>
    /// <param name="call">The request, the same each time.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<T> UntilAcknowledgedAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await call().WaitAsync(CallTime, cancellationToken);
            }
            catch (TimeoutException)
            {
                continue;
            }
            catch (RpcException fault) when (IsOutage(fault))
            {
                await Task.Delay(Pause, cancellationToken);
            }
            catch (RpcTimeoutOrCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static bool IsOutage(RpcException fault) => fault.Code is RpcException.StatusCode.Unavailable
        or RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled or RpcException.StatusCode.Unknown;
}
