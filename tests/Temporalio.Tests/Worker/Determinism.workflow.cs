using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Counts its own steps, and an activity.</summary>
[Workflow]
public sealed class MeasuringWorkflow
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        var steps = Workflow.MetricMeter.CreateCounter<int>("steps");
        steps.Add(1);
        await Workflow.ExecuteActivityAsync(() => Measure(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
        steps.Add(2);
    }

    [Activity]
    public static void Measure() => ActivityExecutionContext.Current.MetricMeter.CreateGauge<double>("measured").Set(0.5);
}

/// <summary>Does, by name, one of the things that leave the workflow's scheduler.</summary>
[Workflow]
public sealed class TrespassingWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string what)
    {
        switch (what)
        {
            case "run":
                _ = Task.Run(() => 1);
                break;
            case "delay":
                await Task.Delay(10);
                break;
            case "timeout":
                using (new CancellationTokenSource(TimeSpan.FromMinutes(1)))
                {
                    break;
                }

            case "scheduler":
                _ = Task.Factory.StartNew(() => 1, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
                break;
            case "continuation":
                _ = Task.CompletedTask.ContinueWith(_ => 1, TaskScheduler.Default);
                break;
            case "silenced":
                Workflow.Unsafe.WithTracingEventListenerDisabled(() => { _ = Task.Run(() => 1); });
                break;
            case "allowed":
                await Task.Yield();
                await Task.WhenAny(Task.FromResult(1), Workflow.DelayAsync(1));
                await Task.WhenAll(Workflow.DelayAsync(1), Workflow.RunTaskAsync(() => Task.FromResult(2)));
                await Task.Factory.StartNew(() => 3);
                using (var gate = new SemaphoreSlim(0))
                {
                    var waiting = gate.WaitAsync();
                    gate.Release();
                    await waiting;
                }

                break;
        }

        return what;
    }
}

/// <summary>Waits for several things at once.</summary>
[Workflow]
public sealed class WaitingWorkflow
{
    private bool go;

    [WorkflowRun]
    public async Task RunAsync()
    {
        Workflow.CurrentDetails = "waiting for **everything**";
        var sleep = Workflow.DelayWithOptionsAsync(new(TimeSpan.FromDays(1), Summary: "beauty sleep"));
        await WaitForSignalAsync();
        await sleep;
    }

    [WorkflowSignal("Go", Description = "Lets it go on.")]
    public Task GoAsync()
    {
        go = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery("Gone", Description = "Whether it goes on.")]
    public bool Gone() => go;

    [WorkflowUpdate("Going", Description = "Lets it go on, and waits.")]
    public async Task GoingAsync() => await GoAsync();

    private Task WaitForSignalAsync() => Workflow.WaitConditionAsync(() => go);
}

/// <summary>Blocks its thread until the test lets it go.</summary>
[Workflow]
public sealed class BlockedWorkflow
{
    public static System.Collections.Concurrent.ConcurrentDictionary<string, ManualResetEventSlim> Gates { get; } = new();

    [WorkflowRun]
    public Task<string> RunAsync(string gate)
    {
        Gates[gate].Wait(CancellationToken.None);
        return Task.FromResult("free");
    }
}

/// <summary>Sleeps on a timer or, once changed, runs an activity there.</summary>
[Workflow]
public sealed class ChangedWorkflow
{
    private bool go;

    public static System.Collections.Concurrent.ConcurrentDictionary<string, bool> Changed { get; } = new();

    [WorkflowRun]
    public async Task RunAsync(string key)
    {
        var first = Changed.GetValueOrDefault(key)
            ? Workflow.ExecuteActivityAsync(
                (GreetingActivities a) => a.Greet("you"), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) })
            : Workflow.DelayAsync(TimeSpan.FromDays(1));
        await Workflow.WaitConditionAsync(() => go);
        await first;
    }

    [WorkflowSignal]
    public Task GoAsync()
    {
        go = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public bool Ready() => true;
}

/// <summary>Blocks its thread until the test lets it go, and tells what it could do then.</summary>
[Workflow]
public sealed class LingeringWorkflow
{
    public static System.Collections.Concurrent.ConcurrentDictionary<string, Gate> Gates { get; } = new();

    [WorkflowRun]
    public async Task RunAsync(string key)
    {
        var gate = Gates[key];
        gate.Entered.SetResult();
        gate.Release.Wait(CancellationToken.None);
        gate.TokenWasUsable = !Workflow.CancellationToken.WaitHandle.WaitOne(0);
        await Task.Yield();
        gate.WentOn = true;
    }

    public sealed class Gate : IDisposable
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Release { get; } = new();

        public bool TokenWasUsable { get; set; }

        public bool WentOn { get; set; }

        public void Dispose() => Release.Dispose();
    }
}
