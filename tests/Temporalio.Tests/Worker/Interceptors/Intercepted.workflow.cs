using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker.Interceptors;

public static class RelayActivities
{
    [Activity]
    public static string Carry(string what)
    {
        ActivityExecutionContext.Current.Heartbeat(what);
        return what;
    }
}

/// <summary>Does everything that leaves a workflow, and is open to everything that reaches one.</summary>
[Workflow]
public sealed class RelayWorkflow
{
    private bool go;

    [WorkflowQuery]
    public bool Going => go;

    [WorkflowRun]
    public async Task<string> RunAsync(bool last)
    {
        if (last)
        {
            return "last";
        }

        // A first task without commands would be run again, as if live, with the second
        _ = Workflow.DelayAsync(TimeSpan.FromDays(1));
        await Workflow.WaitConditionAsync(() => go);
        await Workflow.ExecuteActivityAsync(() => RelayActivities.Carry("a"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        await Workflow.ExecuteLocalActivityAsync(() => RelayActivities.Carry("b"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        var child = await Workflow.StartChildWorkflowAsync((RelayedWorkflow wf) => wf.RunAsync(), new() { Id = $"{Workflow.Info.WorkflowId}-child" });
        await child.SignalAsync(wf => wf.StepAsync());
        await Workflow.GetExternalWorkflowHandle<RelayedWorkflow>(child.Id).SignalAsync(wf => wf.StepAsync());
        await child.GetResultAsync();
        await Workflow.DelayAsync(TimeSpan.FromMinutes(1));
        await Workflow.WaitConditionAsync(() => false, TimeSpan.FromMinutes(1));
        try
        {
            await Workflow.GetExternalWorkflowHandle("nobody").CancelAsync();
        }
        catch (ApplicationFailureException)
        {
            // There is nobody of that name
        }

        throw Workflow.CreateContinueAsNewException((RelayWorkflow wf) => wf.RunAsync(true));
    }

    [WorkflowSignal]
    public Task GoAsync()
    {
        go = true;
        return Task.CompletedTask;
    }

    [WorkflowUpdateValidator(nameof(AddAsync))]
    public void ValidateAdd(int number)
    {
        if (number < 0)
        {
            throw new ApplicationFailureException($"{number} is negative");
        }
    }

    [WorkflowUpdate]
    public Task<int> AddAsync(int number) => Task.FromResult(number + 1);
}

[Workflow]
public sealed class RelayedWorkflow
{
    private int steps;

    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => steps == 2);

    [WorkflowSignal]
    public Task StepAsync()
    {
        steps++;
        return Task.CompletedTask;
    }
}
