using Temporalio.Workflows;

namespace TemporalConformance.Tests.CSharp;

/// <summary>The workflow <c>timer</c> of the scenario files.</summary>
[Workflow("timer")]
public sealed class TimerMirror
{
    [WorkflowRun]
    public async Task<bool> RunAsync(int milliseconds)
    {
        await Workflow.DelayAsync(milliseconds);
        return true;
    }
}

/// <summary>The workflow <c>activityRetry</c> of the scenario files.</summary>
[Workflow("activityRetry")]
public sealed class ActivityRetryMirror
{
    [WorkflowRun]
    public Task<string> RunAsync(string text) => Workflow.ExecuteActivityAsync(
        () => MirrorActivities.FailOnce(text),
        new ActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(10), RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) } });
}

/// <summary>The workflow <c>signalled</c> of the scenario files.</summary>
[Workflow("signalled")]
public sealed class SignalledMirror
{
    private readonly List<string> received = [];

    [WorkflowRun]
    public async Task<IReadOnlyCollection<string>> RunAsync(int expected)
    {
        await Workflow.WaitConditionAsync(() => received.Count == expected);
        return received;
    }

    [WorkflowSignal("add")]
    public Task AddAsync(string value)
    {
        received.Add(value);
        return Task.CompletedTask;
    }
}

/// <summary>The workflow <c>everythingChild</c> of the scenario files.</summary>
[Workflow("everythingChild")]
public sealed class EverythingChildMirror
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name)
    {
        await Workflow.DelayAsync(10);
        return $"child of {name}";
    }
}

/// <summary>The workflow <c>everything</c> of the scenario files.</summary>
[Workflow("everything")]
public sealed class EverythingMirror
{
    private bool released;

    [WorkflowRun]
    public async Task<IReadOnlyCollection<string>> RunAsync(string name)
    {
        var activity = await Workflow.ExecuteActivityAsync(
            () => MirrorActivities.FailOnce(name),
            new ActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(10), RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) } });
        await Workflow.DelayAsync(20);
        await Workflow.WaitConditionAsync(() => released);
        var child = await Workflow.ExecuteChildWorkflowAsync(
            (EverythingChildMirror child) => child.RunAsync(name), new ChildWorkflowOptions { Id = $"{Workflow.Info.WorkflowId}/child" });
        return [activity, child];
    }

    [WorkflowSignal("release")]
    public Task ReleaseAsync()
    {
        released = true;
        return Task.CompletedTask;
    }
}

/// <summary>The workflow <c>continued</c> of the scenario files.</summary>
[Workflow("continued")]
public sealed class ContinuedMirror
{
    [WorkflowRun]
    public Task<bool> RunAsync(int left) => left == 0
        ? Task.FromResult(Workflow.Info.ContinuedRunId is not null)
        : throw Workflow.CreateContinueAsNewException((ContinuedMirror next) => next.RunAsync(left - 1));
}
