using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Schedules;

public sealed class SchedulesServiceTests : IDisposable
{
    private readonly ScheduleFixture schedules = new();

    public void Dispose() => schedules.Dispose();

    [Fact]
    public async Task Schedule_AtItsTimes_StartsWorkflowsNamedByThem()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("0 9 * * *", new SchedulePolicies { OverlapPolicy = ScheduleOverlapPolicy.AllowAll }, actions: 2));
        schedules.Clock.UnlockSkipping();
        var first = await schedules.Workflows.NextStartAsync();
        Assert.Equal("w-2026-01-01T09:00:00Z", first.WorkflowId);
        Assert.Equal("\"s\"", first.SearchAttributes.IndexedFields["TemporalScheduledById"].Data.ToStringUtf8());
        Assert.Equal("\"2026-01-01T09:00:00Z\"", first.SearchAttributes.IndexedFields["TemporalScheduledStartTime"].Data.ToStringUtf8());
        Assert.Equal("w-2026-01-02T09:00:00Z", (await schedules.Workflows.NextStartAsync()).WorkflowId);
        var description = await schedules.DescribeAsync();
        Assert.Equal(0, description.Schedule.State.RemainingActions);
        Assert.Equal(2, description.Info.ActionCount);
        Assert.Equal(2, description.Info.RecentActions.Count);
        Assert.Empty(description.Info.FutureActionTimes);
    }

    [Fact]
    public async Task Schedule_BufferOne_StartsTheWaitingOneWhenTheRunningOneCloses()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("@yearly"));
        for (var day = 1; day <= 3; day++)
        {
            await schedules.PatchAsync(Trigger(day, ScheduleOverlapPolicy.BufferOne));
        }

        var description = await schedules.DescribeAsync();
        Assert.Equal((1, 1, 1), (description.Info.RunningWorkflows.Count, description.Info.BufferSize, description.Info.OverlapSkipped));
        await schedules.Workflows.NextStartAsync();
        schedules.Workflows.Close("w-2025-06-01T00:00:00Z", EventType.WorkflowExecutionCompleted);
        Assert.Equal("w-2025-06-02T00:00:00Z", (await schedules.Workflows.NextStartAsync()).WorkflowId);
    }

    [Theory]
    [InlineData(ScheduleOverlapPolicy.CancelOther, "cancel")]
    [InlineData(ScheduleOverlapPolicy.TerminateOther, "terminate")]
    public async Task Schedule_StopOther_StopsTheRunningOneThenStarts(ScheduleOverlapPolicy policy, string how)
    {
        await schedules.CreateAsync(ScheduleFixture.Of("@yearly"));
        await schedules.PatchAsync(Trigger(1, policy));
        await schedules.PatchAsync(Trigger(2, policy));
        await schedules.Workflows.NextStartAsync();
        Assert.Equal("w-2025-06-02T00:00:00Z", (await schedules.Workflows.NextStartAsync()).WorkflowId);
        Assert.Equal([$"{how} w-2025-06-01T00:00:00Z"], schedules.Workflows.Stops);
    }

    [Fact]
    public async Task Schedule_WorkflowFails_PausesWhenToldTo()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("@yearly", new SchedulePolicies { PauseOnFailure = true }));
        await schedules.PatchAsync(Trigger(1, ScheduleOverlapPolicy.Unspecified));
        schedules.Workflows.Close("w-2025-06-01T00:00:00Z", EventType.WorkflowExecutionFailed);
        // A buffered start follows the close it waited for, so by then the close has been dealt with
        await schedules.PatchAsync(Trigger(2, ScheduleOverlapPolicy.BufferAll));
        await schedules.Workflows.NextStartAsync();
        await schedules.Workflows.NextStartAsync();
        var description = await schedules.DescribeAsync();
        Assert.True(description.Schedule.State.Paused);
        Assert.Contains("w-2025-06-01T00:00:00Z", description.Schedule.State.Notes, StringComparison.Ordinal);
        Assert.Equal(WorkflowExecutionStatus.Failed, description.Info.RecentActions[0].StartWorkflowStatus);
    }

    [Fact]
    public async Task Schedule_ServerWasDown_CatchesUpWithinTheWindowOnly()
    {
        var policies = new SchedulePolicies { OverlapPolicy = ScheduleOverlapPolicy.AllowAll, CatchupWindow = Duration.FromTimeSpan(TimeSpan.FromHours(36)) };
        await schedules.CreateAsync(ScheduleFixture.Of("0 9 * * *", policies));
        schedules.Restart(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        var description = await schedules.DescribeAsync();
        Assert.Equal(["w-2026-01-04T09:00:00Z", "w-2026-01-05T09:00:00Z"], schedules.Workflows.Starts.Select(start => start.WorkflowId));
        Assert.Equal(3, description.Info.MissedCatchupWindow);
        Assert.Equal("2026-01-06T09:00:00Z", description.Info.FutureActionTimes[0].ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ", null));
    }

    [Fact]
    public async Task Schedule_Restarted_KeepsWaitingStartsAndRunningWorkflows()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("@yearly"));
        await schedules.PatchAsync(Trigger(1, ScheduleOverlapPolicy.BufferAll));
        await schedules.PatchAsync(Trigger(2, ScheduleOverlapPolicy.BufferAll));
        await schedules.Workflows.NextStartAsync();
        schedules.Restart(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, (await schedules.DescribeAsync()).Info.BufferSize);
        schedules.Workflows.Close("w-2025-06-01T00:00:00Z", EventType.WorkflowExecutionCompleted);
        Assert.Equal("w-2025-06-02T00:00:00Z", (await schedules.Workflows.NextStartAsync()).WorkflowId);
    }

    [Fact]
    public async Task Patch_Backfill_StartsEveryTimeOfTheRange()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("0 9 * * *"), new SchedulePatch { Pause = "not yet" });
        await schedules.PatchAsync(new SchedulePatch
        {
            BackfillRequest = { new BackfillRequest { StartTime = Day(1), EndTime = Day(4), OverlapPolicy = ScheduleOverlapPolicy.AllowAll } },
        });
        Assert.Equal(["w-2025-06-01T09:00:00Z", "w-2025-06-02T09:00:00Z", "w-2025-06-03T09:00:00Z"], schedules.Workflows.Starts.Select(start => start.WorkflowId));
    }

    [Fact]
    public async Task Patch_PauseAndUnpause_HoldAndReleaseTheSchedule()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("0 9 * * *", actions: 1), new SchedulePatch { Pause = "holiday" });
        var paused = await schedules.DescribeAsync();
        Assert.Equal((true, "holiday"), (paused.Schedule.State.Paused, paused.Schedule.State.Notes));
        await schedules.PatchAsync(new SchedulePatch { Unpause = "back" });
        schedules.Clock.UnlockSkipping();
        Assert.Equal("w-2026-01-01T09:00:00Z", (await schedules.Workflows.NextStartAsync()).WorkflowId);
    }

    [Fact]
    public async Task Update_StaleConflictToken_IsFailedPrecondition()
    {
        var token = (await schedules.CreateAsync(ScheduleFixture.Of("@daily"))).ConflictToken;
        var update = new UpdateScheduleRequest { Namespace = "default", ScheduleId = "s", Schedule = ScheduleFixture.Of("@hourly"), ConflictToken = token };
        await schedules.CallAsync<UpdateScheduleResponse>("UpdateSchedule", update);
        Assert.Empty((await schedules.DescribeAsync()).Schedule.Spec.CronString);
        Assert.Equal(GrpcStatusCode.FailedPrecondition, (await Assert.ThrowsAsync<GrpcStatusException>(
            () => schedules.CallAsync<UpdateScheduleResponse>("UpdateSchedule", update))).Code);
    }

    [Fact]
    public async Task Create_SameIdTwice_IsAlreadyExistsUnlessTheRequestIsTheSame()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("@daily"), requestId: "a");
        await schedules.CreateAsync(ScheduleFixture.Of("@daily"), requestId: "a");
        var fault = await Assert.ThrowsAsync<GrpcStatusException>(() => schedules.CreateAsync(ScheduleFixture.Of("@daily"), requestId: "b"));
        Assert.Equal(GrpcStatusCode.AlreadyExists, fault.Code);
    }

    [Fact]
    public async Task Delete_ThenDescribe_IsNotFoundAlsoAfterRestart()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("@daily"));
        await schedules.CallAsync<DeleteScheduleResponse>("DeleteSchedule", new DeleteScheduleRequest { Namespace = "default", ScheduleId = "s" });
        schedules.Restart(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(GrpcStatusCode.NotFound, (await Assert.ThrowsAsync<GrpcStatusException>(schedules.DescribeAsync)).Code);
    }

    [Fact]
    public async Task ListAndMatchingTimes_OfASchedule_ShowItsTimes()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("0 9 * * *"));
        var list = await schedules.CallAsync<ListSchedulesResponse>("ListSchedules", new ListSchedulesRequest { Namespace = "default" });
        Assert.Equal(("s", "type"), (list.Schedules.Single().ScheduleId, list.Schedules.Single().Info.WorkflowType.Name));
        var times = await schedules.CallAsync<ListScheduleMatchingTimesResponse>(
            "ListScheduleMatchingTimes", new ListScheduleMatchingTimesRequest { Namespace = "default", ScheduleId = "s", StartTime = Day(1), EndTime = Day(3) });
        Assert.Equal(2, times.StartTime.Count);
    }

    [Fact]
    public async Task Create_NotASchedule_IsInvalidArgument()
    {
        var noAction = ScheduleFixture.Of("@daily");
        noAction.Action = null;
        var noQueue = ScheduleFixture.Of("@daily");
        noQueue.Action.StartWorkflow.TaskQueue = null;
        foreach (var schedule in (Schedule[])[noAction, noQueue, ScheduleFixture.Of("nonsense")])
        {
            Assert.Equal(GrpcStatusCode.InvalidArgument, (await Assert.ThrowsAsync<GrpcStatusException>(() => schedules.CreateAsync(schedule))).Code);
        }
    }

    private static Timestamp Day(int day) => Timestamp.FromDateTime(new DateTime(2025, 6, day, 0, 0, 0, DateTimeKind.Utc));

    private static SchedulePatch Trigger(int day, ScheduleOverlapPolicy policy) =>
        new() { TriggerImmediately = new TriggerImmediatelyRequest { ScheduledTime = Day(day), OverlapPolicy = policy } };
}
