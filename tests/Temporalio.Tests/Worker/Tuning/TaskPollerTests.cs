using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Worker.Tuning;

public sealed class TaskPollerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Channel<TaskCompletionSource<Polled<string>>> polls = Channel.CreateUnbounded<TaskCompletionSource<Polled<string>>>();
    private int open;

    [Fact]
    public async Task Autoscaling_PollsBringTasks_GrowToTheMaximumAndShrinkWhenIdle()
    {
        using var stop = new CancellationTokenSource();
        var running = Poller(new PollerBehavior.Autoscaling(1, 3, 1)).RunAsync((_, _) => { }, _ => { }, stop.Token);
        var held = new List<TaskCompletionSource<Polled<string>>> { await NextAsync() };
        held[0].SetResult(new("task", null));
        held = [await NextAsync(), await NextAsync()];
        held[0].SetResult(new("task", null));
        held = [held[1], await NextAsync(), await NextAsync()];
        Assert.Equal(3, open);

        // Each idle poll lets one go
        held[0].SetResult(new(null, null));
        held[1].SetResult(new(null, null));
        held[2].SetResult(new(null, null));
        _ = await NextAsync();
        Assert.Equal(1, open);
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task Autoscaling_ServerAdvises_IsFollowed()
    {
        using var stop = new CancellationTokenSource();
        var running = Poller(new PollerBehavior.Autoscaling(1, 10, 1)).RunAsync((_, _) => { }, _ => { }, stop.Token);
        (await NextAsync()).SetResult(new(null, new() { PollRequestDeltaSuggestion = 3 }));
        for (var i = 0; i < 4; i++)
        {
            await NextAsync();
        }

        Assert.Equal(4, open);
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task Run_ServerRefusesForGood_TellsWhyAndEnds()
    {
        Exception? why = null;
        var running = Poller(new PollerBehavior.SimpleMaximum(1)).RunAsync((_, _) => { }, e => why = e, CancellationToken.None);
        (await NextAsync()).SetException(new RpcException(RpcException.StatusCode.PermissionDenied, "no", null));
        await running.WaitAsync(Patience);
        Assert.Equal(RpcException.StatusCode.PermissionDenied, Assert.IsType<RpcException>(why).Code);
    }

    private Task<TaskCompletionSource<Polled<string>>> NextAsync() => polls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private TaskPoller<string> Poller(PollerBehavior behavior)
    {
        var slots = new TaskSlots(new FixedSlotSource(100), new(SlotType.Activity, "queue", "me", "1.0", false), null);
        return new("queue", slots, false, behavior, NullLogger.Instance, async token =>
        {
            var poll = new TaskCompletionSource<Polled<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Increment(ref open);
            polls.Writer.TryWrite(poll);
            try
            {
                return await poll.Task.WaitAsync(token);
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        });
    }
}
