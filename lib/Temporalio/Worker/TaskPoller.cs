using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Asks the server for tasks of one kind, again and again.</summary>
/// <param name="name">What is polled, for logs.</param>
/// <param name="loggerFactory">Where failed polls are told.</param>
/// <param name="poll">One long poll; null when it brought nothing.</param>
internal sealed class TaskPoller<T>(string name, ILoggerFactory loggerFactory, Func<CancellationToken, Task<T?>> poll)
    where T : class
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);
    private readonly ILogger logger = loggerFactory.CreateLogger<TemporalWorker>();

    /// <summary>Polls until cancelled.</summary>
    /// <param name="pollers">How many polls are open at a time.</param>
    /// <param name="slots">One is taken before each poll, and given back here only if the poll brings nothing.</param>
    /// <param name="handle">Takes the task over, with its slot.</param>
    /// <param name="cancellationToken">Ends polling.</param>
    /// <exception cref="RpcException">The server refuses for good.</exception>
    public Task RunAsync(int pollers, SemaphoreSlim? slots, Action<T> handle, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, pollers).Select(_ => Task.Run(
            () => RunOneAsync(slots, handle, cancellationToken), CancellationToken.None)));

    private static bool IsHopeless(RpcException e) => e.Code
        is RpcException.StatusCode.InvalidArgument
        or RpcException.StatusCode.PermissionDenied
        or RpcException.StatusCode.Unauthenticated
        or RpcException.StatusCode.NotFound
        or RpcException.StatusCode.Unimplemented;

    private async Task RunOneAsync(SemaphoreSlim? slots, Action<T> handle, CancellationToken cancellationToken)
    {
        var backoff = FirstBackoff;
        while (!cancellationToken.IsCancellationRequested)
        {
            var taken = false;
            try
            {
                if (slots is not null)
                {
                    await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
                    taken = true;
                }

                if (await poll(cancellationToken).ConfigureAwait(false) is { } task)
                {
                    taken = false;
                    handle(task);
                }

                backoff = FirstBackoff;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException e) when (e.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
            {
                // A poll that ran its full length
            }
            catch (RpcException e) when (!IsHopeless(e))
            {
                logger.PollFailed(e, name, backoff);
                await Task.Delay(backoff, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
            }
            finally
            {
                if (taken)
                {
                    slots!.Release();
                }
            }
        }
    }
}
