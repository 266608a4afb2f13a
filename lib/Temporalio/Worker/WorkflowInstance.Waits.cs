using Coresdk.WorkflowCommands;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <content>Timers and conditions.</content>
internal sealed partial class WorkflowInstance
{
    private readonly Dictionary<uint, PendingTimer> timers = [];
    private uint timerCounter;

    private Task StartTimerAsync(DelayAsyncInput input)
    {
        var token = input.CancellationToken ?? cancellation.Token;
        var delay = input.Delay;
        if (delay < TimeSpan.Zero && delay != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException($"A delay of {delay} is negative. Use zero or more, or Timeout.InfiniteTimeSpan.", nameof(input));
        }

        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled(token);
        }

        if (delay == Timeout.InfiniteTimeSpan)
        {
            return new TaskCompletionSource().Task.WaitAsync(token);
        }

        // The server refuses timers of no length
        var length = delay < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : delay;
        var timer = new PendingTimer(this, ++timerCounter, length, input.Summary);
        AddCommand(new()
        {
            StartTimer = new StartTimer { Seq = timer.Seq, StartToFireTimeout = Durations.Of(length) },
            UserMetadata = Summarise(input.Summary, null),
        });
        timers.Add(timer.Seq, timer);
        stacks.Capture(timer);
        timer.CancelWith(token);
        return timer.Task;
    }

    public async Task<bool> WaitConditionAsync(WaitConditionOptions options)
    {
        var token = options.CancellationToken ?? cancellation.Token;
        token.ThrowIfCancellationRequested();
        var source = new TaskCompletionSource<bool>();
        var node = conditions.AddLast(new PendingCondition(() => Holds(options.ConditionCheck), source));
        stacks.Capture(node.Value);
        try
        {
            if (options.Timeout is { } timeout && timeout != Timeout.InfiniteTimeSpan)
            {
                return await WaitWithTimeoutAsync(source.Task, new(timeout, options.TimeoutSummary), token);
            }

            using var registration = token.UnsafeRegister(_ => source.TrySetCanceled(token), null);
            return await source.Task;
        }
        finally
        {
            if (node.List is not null)
            {
                conditions.Remove(node);
            }
        }
    }

    private async Task<bool> WaitWithTimeoutAsync(Task<bool> condition, DelayOptions options, CancellationToken token)
    {
        using var timerCancellation = CancellationTokenSource.CreateLinkedTokenSource(token);
        var timer = DelayAsync(options with { CancellationToken = timerCancellation.Token });
        var first = await Task.WhenAny(condition, timer);
        if (first == timer)
        {
            await timer;
            return false;
        }

        // Not CancelAsync: its callbacks would run on another thread
#pragma warning disable CA1849
        timerCancellation.Cancel();
#pragma warning restore CA1849
        return true;
    }

    private bool Holds(Func<bool> condition)
    {
        var outer = inReadOnlyCode;
        inReadOnlyCode = true;
        try
        {
            return condition();
        }
        finally
        {
            inReadOnlyCode = outer;
        }
    }

    private sealed class PendingTimer(WorkflowInstance owner, uint seq, TimeSpan delay, string? summary)
    {
        private readonly TaskCompletionSource source = new();
        private CancellationTokenRegistration registration;

        public uint Seq => seq;

        public TimeSpan Delay => delay;

        public string? Summary => summary;

        public Task Task => source.Task;

        public void CancelWith(CancellationToken token) => registration = token.UnsafeRegister(
            static (state, token) => ((PendingTimer)state!).Cancel(token), this);

        public void Fire()
        {
            registration.Dispose();
            source.TrySetResult();
        }

        private void Cancel(CancellationToken token)
        {
            if (owner.timers.Remove(seq))
            {
                owner.AddCommand(new() { CancelTimer = new() { Seq = seq } });
                source.TrySetCanceled(token);
            }
        }
    }
}
