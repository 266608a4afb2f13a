using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Workflows;

namespace Temporalio.Tests.OpenTelemetry;

public static class TracedActivities
{
    [Activity]
    public static string? Baggage(string name) => global::OpenTelemetry.Baggage.GetBaggage(name);

    [Activity]
    public static void Refuse(bool benign) => throw new ApplicationFailureException(
        "no way", nonRetryable: true,
        category: benign ? Api.Enums.V1.ApplicationErrorCategory.Benign : Api.Enums.V1.ApplicationErrorCategory.Unspecified);
}

[Workflow]
public sealed class TracedWorkflow
{
    private static readonly ActivitySource Source = new("Temporalio.Tests");
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };
    private bool done;

    [WorkflowQuery]
    public bool IsDone() => done;

    [WorkflowRun]
    public async Task<string?> RunAsync(bool last)
    {
        if (last)
        {
            return "last";
        }

        using (Source.TrackWorkflowDiagnosticActivity("own"))
        {
            await Workflow.ExecuteActivityAsync(() => TracedActivities.Baggage("customer"), Options);
        }

        await Workflow.ExecuteLocalActivityAsync(
            () => TracedActivities.Baggage("customer"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        var child = await Workflow.StartChildWorkflowAsync((TracedChildWorkflow wf) => wf.RunAsync());
        await child.SignalAsync(wf => wf.StepAsync());
        await Workflow.GetExternalWorkflowHandle<TracedChildWorkflow>(child.Id).SignalAsync(wf => wf.StepAsync());
        await child.GetResultAsync();
        await Workflow.WaitConditionAsync(() => done);
        throw Workflow.CreateContinueAsNewException((TracedWorkflow wf) => wf.RunAsync(true));
    }

    [WorkflowSignal]
    public Task DoneAsync()
    {
        done = true;
        return Task.CompletedTask;
    }

    [WorkflowUpdate]
    public async Task<string?> AskAsync() => await Workflow.ExecuteActivityAsync(() => TracedActivities.Baggage("customer"), Options);
}

[Workflow]
public sealed class TracedChildWorkflow
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

[Workflow]
public sealed class TracedFailingWorkflow
{
    [WorkflowRun]
    public Task RunAsync(bool benign) => Workflow.ExecuteActivityAsync(
        () => TracedActivities.Refuse(benign), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
}
