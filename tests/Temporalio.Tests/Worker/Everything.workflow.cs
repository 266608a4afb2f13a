using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Issues one command of every kind, one after another, so that its history has one event for each.</summary>
[Workflow]
public sealed class EverythingWorkflow
{
    public static readonly SearchAttributeKey<string> Colour = SearchAttributeKey.CreateKeyword("Colour");
    private bool finished;

    [WorkflowRun]
    public async Task<string> RunAsync(string other)
    {
        var isNew = Workflow.Patched("new-way");
        await Workflow.DelayAsync(TimeSpan.FromSeconds(1));
        var local = await Workflow.ExecuteLocalActivityAsync(
            (GreetingActivities a) => a.Greet("local"), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
        await Workflow.ExecuteActivityAsync(
            (GreetingActivities a) => a.Greet("remote"), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
        Workflow.UpsertTypedSearchAttributes(Colour.ValueSet("red"));
        Workflow.UpsertMemo(MemoUpdate.ValueSet("step", "child"));
        await Workflow.ExecuteChildWorkflowAsync((TickWorkflow wf) => wf.RunAsync(), new() { Id = $"{Workflow.Info.WorkflowId}/child" });
        var external = Workflow.GetExternalWorkflowHandle<CounterWorkflow>(other);
        await external.SignalAsync(wf => wf.AddAsync(1));
        await external.CancelAsync();
        await Workflow.WaitConditionAsync(() => finished);
        return $"{local} {isNew}";
    }

    [WorkflowUpdate]
    public Task<string> FinishAsync()
    {
        finished = true;
        return Task.FromResult("finished");
    }
}
