using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Client.Interceptors;

public sealed class LeftOpenActivities
{
    public TaskCompletionSource<byte[]> Token { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public string LeaveOpen()
    {
        Token.TrySetResult(ActivityExecutionContext.Current.TaskToken.ToArray());
        throw new CompleteAsyncException();
    }
}

[Workflow]
public sealed class LeftOpenWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(
        (LeftOpenActivities a) => a.LeaveOpen(), new() { StartToCloseTimeout = TimeSpan.FromHours(1) });
}
