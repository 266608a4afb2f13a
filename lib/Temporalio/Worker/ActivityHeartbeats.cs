using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>
/// Sends an activity's heartbeats, at most one in a while: the first at once, later ones at the end of the interval
/// with the latest details. The answers tell of cancellation.
/// </summary>
internal sealed class ActivityHeartbeats : IActivityHeartbeats, IAsyncDisposable
{
    private const double FractionOfTimeout = 0.8;
    private readonly ITemporalClient client;
    private readonly PollActivityTaskQueueResponse task;
    private readonly string identity;
    private readonly TimeSpan interval;
    private readonly CancellationTokenSource cancellation = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenRegistration shutdown;
    private readonly CancellationTokenSource? timeout;
    private readonly Lock gate = new();
    private object?[]? pending;
    private Task sender = Task.CompletedTask;

    public ActivityHeartbeats(
        ITemporalClient client, TemporalWorkerOptions options, PollActivityTaskQueueResponse task, string identity,
        CancellationToken workerCancellation)
    {
        this.client = client;
        this.task = task;
        this.identity = identity;
        var heartbeatTimeout = task.HeartbeatTimeout?.ToTimeSpan() ?? TimeSpan.Zero;
        interval = heartbeatTimeout > TimeSpan.Zero ? heartbeatTimeout * FractionOfTimeout : options.DefaultHeartbeatThrottleInterval;
        interval = interval < options.MaxHeartbeatThrottleInterval ? interval : options.MaxHeartbeatThrottleInterval;
        shutdown = workerCancellation.Register(() => Cancel(ActivityCancelReason.WorkerShutdown));
        if (task.StartToCloseTimeout?.ToTimeSpan() is { } limit && limit > TimeSpan.Zero && limit < TimeSpan.FromDays(1))
        {
            timeout = new(limit);
            timeout.Token.UnsafeRegister(static state => ((ActivityHeartbeats)state!).Cancel(ActivityCancelReason.Timeout), this);
        }
    }

    public CancellationToken CancellationToken => cancellation.Token;

    public ActivityExecutionContext.CancelReasonCell Reason { get; } = new();

    public Payloads? Latest { get; private set; }

    public void Record(object?[] details)
    {
        lock (gate)
        {
            pending = details;
            if (sender.IsCompleted && !stop.IsCancellationRequested)
            {
                sender = Task.Run(SendAsync);
            }
        }
    }

    /// <summary>No further heartbeat is sent.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await sender.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (TakePending() is { } unsent)
        {
            Latest = await EncodeAsync(unsent).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await shutdown.DisposeAsync().ConfigureAwait(false);
        timeout?.Dispose();
        cancellation.Dispose();
        stop.Dispose();
    }

    private async Task SendAsync()
    {
        while (TakePending() is { } details)
        {
            try
            {
                var response = await client.WorkflowService.RecordActivityTaskHeartbeatAsync(
                    new()
                    {
                        TaskToken = task.TaskToken,
                        Namespace = client.Options.Namespace,
                        Identity = identity,
                        Details = await EncodeAsync(details).ConfigureAwait(false),
                    },
                    new() { CancellationToken = stop.Token, Retry = true }).ConfigureAwait(false);
                Obey(response);
            }
            catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
            {
                Cancel(ActivityCancelReason.GoneFromServer);
                return;
            }
            catch (RpcException)
            {
                // The next heartbeat tries again; without one the server's own timeout decides
            }
            catch (OperationCanceledException)
            {
                return;
            }
#pragma warning disable CA1031 // The details cannot be converted: the activity must not go on believing it heartbeats
            catch (Exception)
#pragma warning restore CA1031
            {
                Cancel(ActivityCancelReason.HeartbeatRecordFailure);
                return;
            }

            await Task.Delay(interval, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private object?[]? TakePending()
    {
        lock (gate)
        {
            var details = pending;
            pending = null;
            return details;
        }
    }

    private async Task<Payloads> EncodeAsync(object?[] details) =>
        new() { Payloads_ = { await client.Options.DataConverter.ToPayloadsAsync(details).ConfigureAwait(false) } };

    private void Obey(RecordActivityTaskHeartbeatResponse response)
    {
        if (response.CancelRequested)
        {
            Cancel(ActivityCancelReason.CancelRequested);
        }
        else if (response.ActivityPaused)
        {
            Cancel(ActivityCancelReason.Paused);
        }
        else if (response.ActivityReset)
        {
            Cancel(ActivityCancelReason.Reset);
        }
    }

    private void Cancel(ActivityCancelReason reason)
    {
        if (Reason.TrySet(reason))
        {
            try
            {
                cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The activity has just ended
            }
        }
    }
}
