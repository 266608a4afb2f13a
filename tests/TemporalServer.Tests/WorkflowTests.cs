using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests;

public sealed class WorkflowTests
{
    [Fact]
    public async Task Start_SameRequestIdTwice_IsTheSameRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync(change: static request => request.RequestId = "r");

        Assert.Equal(first, await server.Worker.StartAsync(change: static request => request.RequestId = "r"));
    }

    [Fact]
    public async Task Start_AlreadyRunning_FailsWithTheRunningRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync();

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.StartAsync());

        Assert.Equal(GrpcStatusCode.AlreadyExists, error.Code);
        Assert.Equal(first, error.Details.Single().Unpack<WorkflowExecutionAlreadyStartedFailure>().RunId);
    }

    [Fact]
    public async Task Start_ConflictPolicyUseExisting_GivesTheRunningRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync();

        Assert.Equal(first, await server.Worker.StartAsync(change: static request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting));
    }

    [Fact]
    public async Task Start_ConflictPolicyTerminateExisting_ReplacesTheRunningRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync();

        var second = await server.Worker.StartAsync(change: static request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);

        Assert.NotEqual(first, second);
        Assert.Equal(WorkflowExecutionStatus.Terminated, (await server.Worker.DescribeAsync(runId: first)).WorkflowExecutionInfo.Status);
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, false)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, false)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate, true)]
    public async Task Start_IdOfACompletedWorkflow_FollowsTheReusePolicy(WorkflowIdReusePolicy policy, bool allowed)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Complete());

        var start = server.Worker.StartAsync(change: request => request.WorkflowIdReusePolicy = policy);

        Assert.Equal(allowed, await Record.ExceptionAsync(() => start) is null);
    }

    [Fact]
    public async Task Start_WithDelay_GivesOutTheFirstTaskLater()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync(change: static request => request.WorkflowStartDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(100)));
        var task = await server.Worker.PollAsync();

        Assert.True((task.History.Events[1].EventTime - task.History.Events[0].EventTime).ToTimeSpan() >= TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Start_UnknownNamespace_IsRefusedWithDetails()
    {
        await using var server = await ServerUnderTest.StartAsync();

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.StartAsync(change: static request => request.Namespace = "nowhere"));

        Assert.Equal("nowhere", error.Details.Single().Unpack<NamespaceNotFoundFailure>().Namespace);
    }

    [Fact]
    public async Task ContinueAsNew_Closes_AndTheNextRunHasTheNewInput()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.ContinueAsNew("again"));
        var next = await server.Worker.PollAsync();

        var close = await server.Worker.ResultAsync(runId: first);

        Assert.Equal(next.WorkflowExecution.RunId, close.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId);
        Assert.Equal(HandWorker.Text("again"), next.History.Events[0].WorkflowExecutionStartedEventAttributes.Input);
        Assert.Equal(first, next.History.Events[0].WorkflowExecutionStartedEventAttributes.FirstExecutionRunId);
    }

    [Fact]
    public async Task Complete_SignalArrivedMeanwhile_IsUnhandledCommandAndTriesAgain()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        var task = await server.Worker.PollAsync();
        await server.Worker.SignalAsync("late");

        await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.CompleteAsync(task, Commands.Complete()));
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Contains(
            await server.Worker.HistoryAsync(),
            static item => item.WorkflowTaskFailedEventAttributes?.Cause == WorkflowTaskFailedCause.UnhandledCommand);
    }

    [Fact]
    public async Task Signal_SameRequestIdTwice_ArrivesOnce()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.SignalAsync("s", requestId: "r");
        await server.Worker.SignalAsync("s", requestId: "r");

        Assert.Single(await server.Worker.EventTypesAsync(), EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public async Task Child_Completes_ParentLearns()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Child("child"));
        for (var open = true; open;)
        {
            var task = await server.Worker.PollAsync();
            var isChild = task.WorkflowExecution.WorkflowId == "child";
            var childClosed = task.History.Events.Any(static item => item.EventType == EventType.ChildWorkflowExecutionCompleted);
            await server.Worker.CompleteAsync(task, isChild || childClosed ? [Commands.Complete()] : []);
            open = !childClosed;
        }

        var history = await server.Worker.HistoryAsync();
        var started = history.Single(static item => item.EventType == EventType.ChildWorkflowExecutionStarted);
        Assert.Equal(
            started.EventId,
            history.Single(static item => item.EventType == EventType.ChildWorkflowExecutionCompleted).ChildWorkflowExecutionCompletedEventAttributes.StartedEventId);
    }

    [Theory]
    [InlineData(ParentClosePolicy.Terminate, EventType.WorkflowExecutionTerminated)]
    [InlineData(ParentClosePolicy.RequestCancel, EventType.WorkflowExecutionCancelRequested)]
    public async Task ParentCloses_ChildRuns_PolicyIsApplied(ParentClosePolicy policy, EventType expected)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Child("child", policy));
        var tasks = new[] { await server.Worker.PollAsync(), await server.Worker.PollAsync() };
        await server.Worker.CompleteAsync(tasks.Single(static task => task.WorkflowExecution.WorkflowId == "child"));
        await server.Worker.CompleteAsync(tasks.Single(static task => task.WorkflowExecution.WorkflowId == "wf"), Commands.Complete());

        var child = policy == ParentClosePolicy.Terminate
            ? [await server.Worker.ResultAsync("child")]
            : (await server.Worker.PollAsync()).History.Events.ToArray();

        Assert.Contains(child, item => item.EventType == expected);
    }

    [Fact]
    public async Task Fail_WorkflowRetryPolicy_StartsTheNextAttempt()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync(change: static request => request.RetryPolicy =
            new() { InitialInterval = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(10)), MaximumAttempts = 2 });
        await server.Worker.StepAsync(Commands.Fail());
        var second = await server.Worker.PollAsync();
        await server.Worker.CompleteAsync(second, Commands.Fail());

        Assert.Equal(2, second.History.Events[0].WorkflowExecutionStartedEventAttributes.Attempt);
        var close = await server.Worker.ResultAsync(runId: first);
        Assert.Equal(second.WorkflowExecution.RunId, close.WorkflowExecutionFailedEventAttributes.NewExecutionRunId);
        var last = await server.Worker.ResultAsync(runId: second.WorkflowExecution.RunId);
        Assert.Equal(RetryState.MaximumAttemptsReached, last.WorkflowExecutionFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task StickyTask_SecondTask_CarriesOnlyWhatIsNew()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        var first = await server.Worker.PollAsync();
        var second = server.Worker.PollAsync("sticky", sticky: true);
        await server.Worker.CompleteAsync(
            first,
            static request => request.StickyAttributes = new()
            {
                WorkerTaskQueue = new() { Name = "sticky", Kind = TaskQueueKind.Sticky, NormalName = ServerUnderTest.Queue },
                ScheduleToStartTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)),
            });
        await server.Worker.SignalAsync("more");

        Assert.Equal(4, (await second).History.Events[0].EventId);
    }

    [Fact]
    public async Task Reset_ToTheFirstTask_RunsAgainFromThereWithLaterSignals()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        await server.Worker.SignalAsync("kept");
        var reset = await server.CallAsync<ResetWorkflowExecutionResponse>(new ResetWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new() { WorkflowId = "wf", RunId = first },
            WorkflowTaskFinishEventId = 4,
            Reason = "again",
        });

        var task = await server.Worker.PollAsync();
        while (task.WorkflowExecution.RunId != reset.RunId)
        {
            task = await server.Worker.PollAsync();
        }

        await server.Worker.CompleteAsync(task, Commands.Complete());

        Assert.Equal(WorkflowExecutionStatus.Terminated, (await server.Worker.DescribeAsync(runId: first)).WorkflowExecutionInfo.Status);
        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskFailed,
                EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.WorkflowExecutionCompleted,
            ],
            await server.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task Delete_OfARun_LeavesNothingToFind()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.CallAsync<DeleteWorkflowExecutionResponse>(
            new DeleteWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = new() { WorkflowId = "wf" } });

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.DescribeAsync());

        Assert.Equal(GrpcStatusCode.NotFound, error.Code);
    }
}
