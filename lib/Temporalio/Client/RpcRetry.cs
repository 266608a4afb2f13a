using Temporalio.Transport;

namespace Temporalio.Client;

/// <summary>Repeats calls whose failure may be passing, with exponential backoff and jitter.</summary>
/// <param name="options">Intervals and bounds.</param>
/// <param name="time">The clock to wait by.</param>
internal sealed class RpcRetry(RpcRetryOptions options, TimeProvider time)
{
    /// <summary>A server that is out of capacity is not asked again sooner than this.</summary>
    private static readonly TimeSpan ExhaustedInterval = TimeSpan.FromSeconds(1);

    /// <summary>Calls until it succeeds, fails for good, or the bounds are reached.</summary>
    internal async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var retries = 0; ; retries++)
        {
            try
            {
                return await call();
            }
            catch (GrpcStatusException e) when (IsPassing(e.Code) && retries < options.MaxRetries)
            {
                var backoff = Backoff(retries, e.Code);
                if (options.MaxElapsedTime is { } bound && time.GetElapsedTime(start) + backoff > bound)
                {
                    throw;
                }

                await Task.Delay(backoff, time, cancellationToken);
            }
        }
    }

    private static bool IsPassing(GrpcStatusCode code) => code
        is GrpcStatusCode.Unavailable
        or GrpcStatusCode.ResourceExhausted
        or GrpcStatusCode.Aborted
        or GrpcStatusCode.Internal
        or GrpcStatusCode.Unknown
        or GrpcStatusCode.OutOfRange
        or GrpcStatusCode.DataLoss;

    private TimeSpan Backoff(int retries, GrpcStatusCode code)
    {
        var interval = Math.Min(
            options.InitialInterval.TotalMilliseconds * Math.Pow(options.Multiplier, retries),
            options.MaxInterval.TotalMilliseconds);
#pragma warning disable CA5394 // Jitter spreads load; nobody gains by guessing it
        var jitter = 1 + (((Random.Shared.NextDouble() * 2) - 1) * options.RandomizationFactor);
#pragma warning restore CA5394
        var backoff = TimeSpan.FromMilliseconds(interval * jitter);
        return code == GrpcStatusCode.ResourceExhausted && backoff < ExhaustedInterval ? ExhaustedInterval : backoff;
    }
}
