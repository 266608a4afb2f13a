using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Worker.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Asks the server for tasks of one kind, again and again, as long as there are slots to run them in.</summary>
/// <param name="queue">What is polled, for logs.</param>
/// <param name="slots">One is reserved before each poll.</param>
/// <param name="isSticky">Whether it is the queue of the runs in this worker's memory.</param>
/// <param name="behavior">How many polls are open at a time.</param>
/// <param name="logger">Where failed polls are told.</param>
/// <param name="poll">One long poll.</param>
internal sealed class TaskPoller<T>(
    string queue, TaskSlots slots, bool isSticky, PollerBehavior behavior, ILogger logger, Func<CancellationToken, Task<Polled<T>>> poll)
    where T : class
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);
    private readonly RunningTasks loops = new();
    private readonly Lock gate = new();
    private int target = (behavior as PollerBehavior.Autoscaling)?.Initial ?? behavior.MostPolls;
    private int running;

    /// <summary>Waited for before each poll; null for no limit.</summary>
    public RateGate? Rate { get; init; }

    /// <summary>Counts polls; null for nobody.</summary>
    public PollerMetrics? Metrics { get; init; }

    /// <summary>Polls until cancelled, or until the server refuses for good.</summary>
    /// <param name="handle">Takes a task over, with its slot.</param>
    /// <param name="refused">Told why the server refuses.</param>
    /// <param name="cancellationToken">Ends polling.</param>
    /// <returns>Ends when no poll is open; never fails.</returns>
    public Task RunAsync(Action<T, SlotPermit> handle, Action<Exception> refused, CancellationToken cancellationToken)
    {
        Start(() => RunOneAsync(handle, refused, cancellationToken));
        return loops.WhenEmptyAsync();
    }

    private static bool IsHopeless(RpcException e) => e.Code
        is RpcException.StatusCode.InvalidArgument
        or RpcException.StatusCode.PermissionDenied
        or RpcException.StatusCode.Unauthenticated
        or RpcException.StatusCode.NotFound
        or RpcException.StatusCode.Unimplemented;

    private void Start(Func<Task> loop)
    {
        lock (gate)
        {
            for (; running < target; running++)
            {
                loops.Add(Task.Run(loop, CancellationToken.None));
            }
        }
    }

    private bool IsOneTooMany()
    {
        lock (gate)
        {
            if (running <= target)
            {
                return false;
            }

            running--;
            return true;
        }
    }

    private void Scale(int? advice, bool hasTask)
    {
        if (behavior is PollerBehavior.Autoscaling bounds)
        {
            lock (gate)
            {
                target = Math.Clamp(target + (advice ?? (hasTask ? 1 : -1)), bounds.Minimum, bounds.Maximum);
            }
        }
    }

    private async Task RunOneAsync(Action<T, SlotPermit> handle, Action<Exception> refused, CancellationToken cancellationToken)
    {
        var backoff = FirstBackoff;
        while (!cancellationToken.IsCancellationRequested && !IsOneTooMany())
        {
            try
            {
                await PollOnceAsync(handle, cancellationToken).ConfigureAwait(false);
                backoff = FirstBackoff;
                Start(() => RunOneAsync(handle, refused, cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException e) when (e.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
            {
                // A poll that ran its full length
                Scale(null, hasTask: false);
            }
            catch (RpcException e) when (!IsHopeless(e))
            {
                logger.PollFailed(e, queue, backoff);
                await Task.Delay(backoff, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
            }
#pragma warning disable CA1031 // The worker goes down with it
            catch (Exception e)
#pragma warning restore CA1031
            {
                refused(e);
                return;
            }
        }
    }

    private async Task PollOnceAsync(Action<T, SlotPermit> handle, CancellationToken cancellationToken)
    {
        SlotPermit? permit = await slots.ReserveAsync(isSticky, cancellationToken).ConfigureAwait(false);
        try
        {
            if (Rate is { } rate)
            {
                await rate.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            var polled = await RecordAsync(cancellationToken).ConfigureAwait(false);
            Scale(polled.Advice, polled.Task is not null);
            if (polled.Task is { } task)
            {
                var taken = permit;
                permit = null;
                handle(task, taken);
            }
        }
        finally
        {
            if (permit is not null)
            {
                slots.Release(permit);
            }
        }
    }

    private async ValueTask<Polled<T>> RecordAsync(CancellationToken cancellationToken)
    {
        if (Metrics is not { } metrics)
        {
            return await poll(cancellationToken).ConfigureAwait(false);
        }

        metrics.Opened();
        try
        {
            var polled = await poll(cancellationToken).ConfigureAwait(false);
            metrics.Brought(polled.Task is not null);
            return polled;
        }
        finally
        {
            metrics.Closed();
        }
    }
}
