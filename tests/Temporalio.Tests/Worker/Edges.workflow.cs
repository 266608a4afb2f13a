using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>An activity that fails three times, backed off by 1, 5 and 20 seconds.</summary>
[Workflow]
public sealed class FlakyActivityWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync() => Workflow.ExecuteActivityAsync(
        (GreetingActivities a) => a.SucceedAtFourth(),
        new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(1),
            RetryPolicy = new()
            {
                InitialInterval = TimeSpan.FromSeconds(1),
                BackoffCoefficient = 5,
                MaximumInterval = TimeSpan.FromSeconds(20),
            },
        });
}

/// <summary>A local activity that fails three times; longer backoffs than the threshold become timers.</summary>
[Workflow]
public sealed class FlakyLocalWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync(double thresholdSeconds) => Workflow.ExecuteLocalActivityAsync(
        (GreetingActivities a) => a.SucceedAtFourth(),
        new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(1),
            LocalRetryThreshold = TimeSpan.FromSeconds(thresholdSeconds),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10), BackoffCoefficient = 1 },
        });
}

/// <summary>Changes its memo and its search attributes.</summary>
[Workflow]
public sealed class LabelledWorkflow
{
    public static readonly SearchAttributeKey<string> Colour = SearchAttributeKey.CreateKeyword("Colour");
    public static readonly SearchAttributeKey<string> Story = SearchAttributeKey.CreateText("Story");
    public static readonly SearchAttributeKey<long> Size = SearchAttributeKey.CreateLong("Size");

    [WorkflowRun]
    public async Task RunAsync()
    {
        Workflow.UpsertMemo(MemoUpdate.ValueSet("step", "first"), MemoUpdate.ValueSet("gone", 1));
        Workflow.UpsertTypedSearchAttributes(Colour.ValueSet("red"), Size.ValueSet(3), Story.ValueSet("the quick brown fox"));
        await Workflow.DelayAsync(1000);
        Workflow.UpsertMemo(MemoUpdate.ValueSet("step", "second"), MemoUpdate.ValueUnset("gone"));
        Workflow.UpsertTypedSearchAttributes(Colour.ValueSet("blue"), Size.ValueUnset());
    }
}

/// <summary>Signals and cancels another workflow.</summary>
[Workflow]
public sealed class MeddlerWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string target)
    {
        var other = Workflow.GetExternalWorkflowHandle<CounterWorkflow>(target);
        try
        {
            await other.SignalAsync(wf => wf.AddAsync(1));
            await other.CancelAsync();
            return "done";
        }
        catch (ApplicationFailureException e)
        {
            return $"no {e.Message}";
        }
    }
}

/// <summary>Sleeps for a day.</summary>
[Workflow]
public sealed class SleeperWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.DelayAsync(TimeSpan.FromDays(1));
}

/// <summary>Ends at once, and tells what its last run returned.</summary>
[Workflow]
public sealed class TickWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync() => Task.FromResult($"tick at {Workflow.UtcNow:HH:mm}");
}

/// <summary>Blocks its thread until the test lets it go.</summary>
[Workflow]
public sealed class StuckWorkflow
{
    public static ManualResetEventSlim Release { get; } = new();

    [WorkflowRun]
    public Task RunAsync()
    {
        Release.Wait(CancellationToken.None);
        return Task.CompletedTask;
    }
}

/// <summary>One thing after another, so that every history of it is the same.</summary>
[Workflow]
public sealed class InTurnWorkflow
{
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [WorkflowRun]
    public async Task<string> RunAsync(int left)
    {
        var greeting = await Workflow.ExecuteActivityAsync((GreetingActivities a) => a.Greet("you"), Options);
        await Workflow.DelayAsync(TimeSpan.FromHours(1));
        await Workflow.ExecuteLocalActivityAsync(
            (GreetingActivities a) => a.Greet("local"), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
        var isNew = Workflow.Patched("in-turn");
        Workflow.UpsertMemo(MemoUpdate.ValueSet("left", left));
        var child = await Workflow.ExecuteChildWorkflowAsync((PatchedWorkflow wf) => wf.RunAsync(), new() { Id = $"{Workflow.Info.WorkflowId}/child-{left}" });
        return left > 0
            ? throw Workflow.CreateContinueAsNewException((InTurnWorkflow wf) => wf.RunAsync(left - 1))
            : $"{greeting} {isNew} {child[..4]}";
    }
}
