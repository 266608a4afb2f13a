using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class GreetingActivities
{
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public string Greet(string name) => $"Hello, {name}!";

    /// <summary>When each attempt of <see cref="SucceedAtFourth"/> began, in the server's time.</summary>
    public List<DateTime> Attempts { get; } = [];

    [Activity]
    public int SucceedAtFourth()
    {
        var info = ActivityExecutionContext.Current.Info;
        Attempts.Add(info.StartedTime);
        return info.Attempt >= 4 ? info.Attempt : throw new ApplicationFailureException("not yet", "Flaky");
    }

    [Activity]
    public static Task FailAsync() => throw new ApplicationFailureException("no way", "NoWay", nonRetryable: true);

    [Activity]
    public async Task WaitForCancelAsync()
    {
        Waiting.TrySetResult();
        while (!ActivityExecutionContext.Current.CancellationToken.IsCancellationRequested)
        {
            ActivityExecutionContext.Current.Heartbeat("waiting");
            await Task.WhenAny(Task.Delay(20), Task.Delay(Timeout.Infinite, ActivityExecutionContext.Current.CancellationToken));
        }

        ActivityExecutionContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }
}

[Workflow]
public sealed class GreetingWorkflow
{
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [WorkflowRun]
    public async Task<string> RunAsync(string name)
    {
        var first = await Workflow.ExecuteActivityAsync((GreetingActivities a) => a.Greet(name), Options);
        await Workflow.DelayAsync(TimeSpan.FromHours(1));
        var both = await Workflow.WhenAllAsync(
            Workflow.ExecuteActivityAsync((GreetingActivities a) => a.Greet("a"), Options),
            Workflow.ExecuteActivityAsync((GreetingActivities a) => a.Greet("b"), Options));
        return $"{first} {string.Join(' ', both)}";
    }
}

[Workflow]
public sealed class FailingActivityWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync(
        () => GreetingActivities.FailAsync(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
}

[Workflow]
public sealed class LocalWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name)
    {
        var options = new LocalActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(10) };
        var first = await Workflow.ExecuteLocalActivityAsync((GreetingActivities a) => a.Greet(name), options);
        await Workflow.DelayAsync(1000);
        return first + await Workflow.ExecuteLocalActivityAsync((GreetingActivities a) => a.Greet("again"), options);
    }
}

[Workflow]
public sealed class ParentWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var handle = await Workflow.StartChildWorkflowAsync(
            (CounterWorkflow wf) => wf.RunAsync(2), new() { Id = $"{Workflow.Info.WorkflowId}/child" });
        await handle.SignalAsync(wf => wf.AddAsync(1));
        await Workflow.GetExternalWorkflowHandle<CounterWorkflow>(handle.Id).SignalAsync(wf => wf.AddAsync(4));
        return $"child counted {await handle.GetResultAsync()}";
    }
}

[Workflow]
public sealed class CounterWorkflow
{
    private int signals;

    [WorkflowQuery]
    public int Total { get; private set; }

    [WorkflowRun]
    public async Task<int> RunAsync(int expectedSignals)
    {
        await Workflow.WaitConditionAsync(() => signals >= expectedSignals);
        return Total;
    }

    [WorkflowSignal]
    public Task AddAsync(int amount)
    {
        signals++;
        Total += amount;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public static string Echo(string text) => text;
}

[Workflow]
public sealed class CancelledActivityWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync(
        (GreetingActivities a) => a.WaitForCancelAsync(),
        new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(1),
            HeartbeatTimeout = TimeSpan.FromSeconds(30),
            CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        });
}

[Workflow]
public sealed class TimeoutWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var inTime = await Workflow.WaitConditionAsync(() => false, TimeSpan.FromSeconds(5));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var never = Workflow.DelayAsync(TimeSpan.FromDays(30), source.Token);
        await Workflow.DelayAsync(1);
#pragma warning disable CA1849 // CancelAsync leaves the workflow's scheduler
        source.Cancel();
#pragma warning restore CA1849
        var cancelled = await Workflow.WhenAnyAsync(never);
        return $"{inTime} {cancelled.IsCanceled}";
    }
}

[Workflow]
public sealed class CountdownWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int left)
    {
        await Workflow.DelayAsync(10);
        return left == 0
            ? "done"
            : throw Workflow.CreateContinueAsNewException((CountdownWorkflow wf) => wf.RunAsync(left - 1));
    }
}

[Workflow]
public sealed class PatchedWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var patched = Workflow.Patched("new-way");
        await Workflow.DelayAsync(10);
        var id = Workflow.NewGuid();
        return $"{patched} {id}";
    }
}

[Workflow]
public sealed class BuggyWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => throw new InvalidOperationException("a bug");
}

[Workflow("GreetingWorkflow")]
public sealed class ChangedGreetingWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name)
    {
        await Workflow.DelayAsync(1);
        return name;
    }
}

[Workflow]
public sealed class AccountWorkflow
{
    private int balance;
    private bool closed;

    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => closed && Workflow.AllHandlersFinished);
        return balance;
    }

    [WorkflowUpdate]
    public async Task<int> DepositAsync(int amount)
    {
        await Workflow.DelayAsync(10);
        balance += amount;
        return balance;
    }

    [WorkflowUpdateValidator(nameof(DepositAsync))]
    public void ValidateDeposit(int amount)
    {
        if (amount <= 0)
        {
            throw new ApplicationFailureException($"cannot deposit {amount}");
        }
    }

    [WorkflowSignal]
    public Task CloseAsync()
    {
        closed = true;
        return Task.CompletedTask;
    }
}
