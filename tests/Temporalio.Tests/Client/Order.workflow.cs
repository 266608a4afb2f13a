using Temporalio.Workflows;

namespace Temporalio.Tests.Client;

[Workflow]
public sealed class OrderWorkflow
{
    [WorkflowQuery]
    public string Stage { get; } = string.Empty;

    [WorkflowRun]
    public Task<int> RunAsync(string order) => Task.FromResult(order.Length);

    [WorkflowSignal]
    public Task PayAsync(int cents) => Task.FromResult(cents);

    [WorkflowUpdate("rename")]
    public Task<string> RenameAsync(string name) => Task.FromResult(name);
}
