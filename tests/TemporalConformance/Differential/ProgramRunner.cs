using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace TemporalConformance.Tests.Differential;

/// <summary>Runs programs on a task queue, acting on them as a client, and collects what became of them.</summary>
internal sealed class ProgramRunner(TemporalClient client, string queue)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs one program to its end.</summary>
    /// <returns>The histories of all its runs and of their children.</returns>
    public async Task<IReadOnlyList<WorkflowHistory>> RunAsync(
        string id, WorkflowProgram program, IReadOnlyList<ProgramAction> actions, CancellationToken cancellationToken)
    {
        var options = new WorkflowOptions(id, queue) { Rpc = new() { CancellationToken = cancellationToken } };
        var started = await client.StartWorkflowAsync((ProgramWorkflow workflow) => workflow.RunAsync(program), options);
        var handle = client.GetWorkflowHandle<ProgramWorkflow>(id);
        foreach (var action in actions)
        {
            await Task.Delay(action.Pause, cancellationToken);
            await ActAsync(handle, action, cancellationToken);
        }

        try
        {
            return await EndAsync(started, cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            var stuck = await client.GetWorkflowHandle(id).FetchHistoryAsync();
            throw new InvalidOperationException($"{id} does not end: {stuck.ToJson()}");
        }
    }

    private static async Task ActAsync(WorkflowHandle<ProgramWorkflow> handle, ProgramAction action, CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        try
        {
            await (action.Kind switch
            {
                "signal" => handle.SignalAsync(workflow => workflow.BumpAsync(), new() { Rpc = rpc }),
                "cancel" => handle.CancelAsync(new() { Rpc = rpc }),
                _ => handle.ExecuteUpdateAsync(workflow => workflow.PokeAsync(action.Kind == "update"), new() { Rpc = rpc }),
            });
        }
        catch (WorkflowUpdateFailedException) when (action.Kind == "refusedUpdate")
        {
        }
        catch (Exception e) when (IsOver(e))
        {
        }
    }

    /// <summary>Programs end when they have nothing left to wait for; what comes later finds nobody.</summary>
    private static bool IsOver(Exception e) => e
        is RpcException { Code: RpcException.StatusCode.NotFound }
        or WorkflowUpdateFailedException { InnerException: ApplicationFailureException { ErrorType: "AcceptedUpdateCompletedWorkflow" } };

    private async Task<IReadOnlyList<WorkflowHistory>> EndAsync(
        WorkflowHandle<ProgramWorkflow, IReadOnlyList<string>> started, CancellationToken cancellationToken)
    {
        try
        {
            await started.GetResultAsync(rpcOptions: new() { CancellationToken = cancellationToken });
        }
        catch (WorkflowFailedException)
        {
        }

        var histories = new List<WorkflowHistory>();
        for (var runId = started.ResultRunId; !string.IsNullOrEmpty(runId);)
        {
            var history = await client.GetWorkflowHandle(started.Id, runId).FetchHistoryAsync();
            histories.Add(history);
            runId = history.Events.Last().WorkflowExecutionContinuedAsNewEventAttributes?.NewExecutionRunId;
        }

        foreach (var child in histories.SelectMany(ChildrenOf).ToList())
        {
            histories.Add(await client.GetWorkflowHandle(child.WorkflowId, child.RunId).FetchHistoryAsync());
        }

        return histories;
    }

    private static IEnumerable<Temporalio.Api.Common.V1.WorkflowExecution> ChildrenOf(WorkflowHistory history) =>
        history.Events.Select(e => e.ChildWorkflowExecutionStartedEventAttributes?.WorkflowExecution).OfType<Temporalio.Api.Common.V1.WorkflowExecution>();
}
