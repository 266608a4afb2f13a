using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Worker;

namespace Temporalio.Tests.Client;

/// <summary>Updates of workflows that are started unless they run, on the embedded server.</summary>
public sealed class UpdateWithStartTests
{
    [Fact]
    public async Task ExecuteUpdateWithStart_Twice_StartsOnceAndUpdatesTwice()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var workflow = NewAccount(WorkflowIdConflictPolicy.UseExisting);
        var first = WithStartWorkflowOperation.Create((AccountWorkflow wf) => wf.RunAsync(), workflow);
        var second = WithStartWorkflowOperation.Create((AccountWorkflow wf) => wf.RunAsync(), workflow);

        var one = await harness.Client.ExecuteUpdateWithStartWorkflowAsync((AccountWorkflow wf) => wf.DepositAsync(5), new(first));
        var two = await harness.Client.ExecuteUpdateWithStartWorkflowAsync((AccountWorkflow wf) => wf.DepositAsync(2), new(second));

        Assert.Equal((5, 7), (one, two));
        var started = await first.GetHandleAsync();
        Assert.Equal(workflow.Id, started.Id);
        Assert.Equal(started.ResultRunId, (await second.GetHandleAsync()).ResultRunId);
    }

    [Fact]
    public async Task ExecuteUpdateWithStart_WorkflowRunsAndMustNot_FailsBothWithTheRunThatHasTheId()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var workflow = NewAccount(WorkflowIdConflictPolicy.Fail);
        var running = await harness.Client.StartWorkflowAsync((AccountWorkflow wf) => wf.RunAsync(), workflow);
        var start = WithStartWorkflowOperation.Create((AccountWorkflow wf) => wf.RunAsync(), workflow);

        var failed = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(
            () => harness.Client.ExecuteUpdateWithStartWorkflowAsync((AccountWorkflow wf) => wf.DepositAsync(5), new(start)));

        Assert.Equal(running.ResultRunId, failed.RunId);
        Assert.Same(failed, await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(start.GetHandleAsync));
    }

    [Fact]
    public async Task ExecuteUpdateWithStart_UpdateIsRejected_StartsTheWorkflowAllTheSame()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var start = WithStartWorkflowOperation.Create((AccountWorkflow wf) => wf.RunAsync(), NewAccount(WorkflowIdConflictPolicy.Fail));

        await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => harness.Client.ExecuteUpdateWithStartWorkflowAsync((AccountWorkflow wf) => wf.DepositAsync(-5), new(start)));

        var handle = await start.GetHandleAsync();
        Assert.Equal(WorkflowExecutionStatus.Running, (await handle.DescribeAsync()).Status);
    }

    [Fact]
    public async Task StartUpdateWithStart_OperationUsedBefore_IsRefused()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var start = WithStartWorkflowOperation.Create((AccountWorkflow wf) => wf.RunAsync(), NewAccount(WorkflowIdConflictPolicy.UseExisting));
        await harness.Client.ExecuteUpdateWithStartWorkflowAsync((AccountWorkflow wf) => wf.DepositAsync(5), new(start));

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.StartUpdateWithStartWorkflowAsync(
            (AccountWorkflow wf) => wf.DepositAsync(5), new(start, WorkflowUpdateStage.Accepted)));

        Assert.Contains("used before", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WorkflowIdConflictPolicy.Unspecified, WorkflowUpdateStage.Accepted, false, "IdConflictPolicy is missing")]
    [InlineData(WorkflowIdConflictPolicy.Fail, WorkflowUpdateStage.Admitted, false, "WaitForStage is Admitted")]
    [InlineData(WorkflowIdConflictPolicy.Fail, WorkflowUpdateStage.Accepted, true, "RequestEagerStart")]
    public async Task StartUpdateWithStart_BadOptions_AreRefused(
        WorkflowIdConflictPolicy policy, WorkflowUpdateStage stage, bool eager, string message)
    {
        await using var harness = await WorkerHarness.StartAsync();
        var workflow = NewAccount(policy);
        workflow.RequestEagerStart = eager;
        var start = WithStartWorkflowOperation.Create((AccountWorkflow wf) => wf.RunAsync(), workflow);

        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => harness.Client.StartUpdateWithStartWorkflowAsync((AccountWorkflow wf) => wf.DepositAsync(5), new(start, stage)));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(start.GetHandleAsync);
    }

    [Fact]
    public async Task StartWorkflow_Eagerly_TakesTheFirstTaskWithTheAnswer()
    {
        await using var harness = await WorkerHarness.StartAsync();

        // Shows that the worker polls: from then on it takes eager starts
        await harness.Client.ExecuteWorkflowAsync((TickWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        var workflow = WorkerHarness.NewWorkflow();
        workflow.RequestEagerStart = true;

        var handle = await harness.Client.StartWorkflowAsync((TickWorkflow wf) => wf.RunAsync(), workflow);

        Assert.StartsWith("tick", await handle.GetResultAsync(), StringComparison.Ordinal);
        Assert.True((await harness.HistoryAsync(handle.Id)).Events.First().WorkflowExecutionStartedEventAttributes.EagerExecutionAccepted);
    }

    [Fact]
    public async Task StartWorkflow_EagerlyForAQueueWithoutWorkerHere_IsPlain()
    {
        await using var harness = await WorkerHarness.StartAsync();

        var handle = await harness.Client.StartWorkflowAsync(
            (TickWorkflow wf) => wf.RunAsync(), new($"wf-{Guid.NewGuid()}", "elsewhere") { RequestEagerStart = true });

        Assert.False((await harness.HistoryAsync(handle.Id)).Events.First().WorkflowExecutionStartedEventAttributes.EagerExecutionAccepted);
    }

    private static WorkflowOptions NewAccount(WorkflowIdConflictPolicy policy)
    {
        var workflow = WorkerHarness.NewWorkflow();
        workflow.IdConflictPolicy = policy;
        return workflow;
    }
}
