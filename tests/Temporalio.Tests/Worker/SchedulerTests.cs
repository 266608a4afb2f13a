using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>What workflow code must not do, and what the worker does when it does.</summary>
public sealed class SchedulerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("run")]
    [InlineData("delay")]
    [InlineData("timeout")]
    [InlineData("scheduler")]
    [InlineData("continuation")]
    public async Task Workflow_LeavesItsScheduler_FailsTheTaskAtOnce(string what)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.AddWorkflow<TrespassingWorkflow>());
        var handle = await harness.Client.StartWorkflowAsync((TrespassingWorkflow wf) => wf.RunAsync(what), WorkerHarness.NewWorkflow());

        var failed = (await FirstTaskFailureAsync(handle)).WorkflowTaskFailedEventAttributes;
        Assert.Equal(nameof(InvalidWorkflowSchedulerException), failed.Failure.ApplicationFailureInfo.Type);
        Assert.Contains(nameof(TrespassingWorkflow), failed.Failure.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silenced")]
    [InlineData("allowed")]
    public async Task Workflow_StaysOnItsScheduler_Completes(string what)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.AddWorkflow<TrespassingWorkflow>());
        Assert.Equal(what, await harness.Client.ExecuteWorkflowAsync((TrespassingWorkflow wf) => wf.RunAsync(what), WorkerHarness.NewWorkflow()));
    }

    [Fact]
    public async Task Workflow_TracingDisabled_MayStartWhatItNeverAwaits()
    {
        await using var harness = await WorkerHarness.StartAsync(options =>
        {
            options.AddWorkflow<TrespassingWorkflow>();
            options.DisableWorkflowTracingEventListener = true;
        });
        await harness.Client.ExecuteWorkflowAsync((TrespassingWorkflow wf) => wf.RunAsync("run"), WorkerHarness.NewWorkflow()).WaitAsync(Patience);
    }

    [Fact]
    public void TracedActivations_AThousandOfThem_AreEnough()
    {
        var traced = new TracedActivations();
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(traced.TryEnter());
            WorkflowTracing.Leave();
        }

        Assert.False(traced.TryEnter());
    }

    [Fact]
    public async Task Deadlock_OneWorkflowIsStuck_OthersGoOn()
    {
        using var release = new ManualResetEventSlim();
        await using var harness = await WorkerHarness.StartAsync(options => options.AddWorkflow<BlockedWorkflow>());
        var key = $"{Guid.NewGuid()}";
        Assert.True(BlockedWorkflow.Gates.TryAdd(key, release));
        var stuck = await harness.Client.StartWorkflowAsync((BlockedWorkflow wf) => wf.RunAsync(key), WorkerHarness.NewWorkflow());
        var failure = await FirstTaskFailureAsync(stuck);
        var other = await harness.Client.ExecuteWorkflowAsync((TickWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow()).WaitAsync(Patience);

        Assert.StartsWith("[TMPRL1101] Potential deadlock detected", failure.WorkflowTaskFailedEventAttributes.Failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("tick", other, StringComparison.Ordinal);
        release.Set();
        Assert.Equal("free", await stuck.GetResultAsync().WaitAsync(Patience));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nondeterminism_CodeChangedUnderway_FailsTheTaskOrTheWorkflowAsAskedFor(bool failsWorkflow)
    {
        await using var harness = await WorkerHarness.StartAsync(options =>
        {
            options.AddWorkflow<ChangedWorkflow>();
            options.MaxCachedWorkflows = 0;
            options.WorkflowFailureExceptionTypes = failsWorkflow ? [typeof(WorkflowNondeterminismException)] : null;
        });
        var key = $"{Guid.NewGuid()}";
        var handle = await harness.Client.StartWorkflowAsync((ChangedWorkflow wf) => wf.RunAsync(key), WorkerHarness.NewWorkflow());
        await handle.QueryAsync(wf => wf.Ready());
        ChangedWorkflow.Changed[key] = true;
        await handle.SignalAsync(wf => wf.GoAsync());

        if (failsWorkflow)
        {
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync().WaitAsync(Patience));
            Assert.StartsWith("[TMPRL1100] Nondeterminism error", failed.InnerException!.Message, StringComparison.Ordinal);
        }
        else
        {
            var failed = (await FirstTaskFailureAsync(handle)).WorkflowTaskFailedEventAttributes;
            Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
            Assert.StartsWith("[TMPRL1100] Nondeterminism error", failed.Failure.Message, StringComparison.Ordinal);
            ChangedWorkflow.Changed[key] = false;
            await handle.GetResultAsync().WaitAsync(Patience);
        }
    }

    internal static async Task<Api.History.V1.HistoryEvent> FirstTaskFailureAsync(WorkflowHandle handle)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var item in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true, Rpc = new() { CancellationToken = patience.Token } }))
        {
            if (item.EventType == EventType.WorkflowTaskFailed)
            {
                return item;
            }
        }

        throw new InvalidOperationException($"{handle.Id} ended without a failed task.");
    }
}
