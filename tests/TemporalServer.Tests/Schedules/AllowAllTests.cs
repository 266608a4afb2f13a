using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace TemporalServer.Tests.Schedules;

public sealed class AllowAllTests : IDisposable
{
    private readonly ScheduleFixture schedules = new();

    public void Dispose() => schedules.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Schedule_RunBesideOthersFails_IsSeenAndPausesTheSchedule(bool restart)
    {
        var policies = new SchedulePolicies { OverlapPolicy = ScheduleOverlapPolicy.AllowAll, PauseOnFailure = true };
        await schedules.CreateAsync(ScheduleFixture.Of("@yearly", policies));
        await schedules.PatchAsync(Trigger(1));
        await schedules.PatchAsync(Trigger(2));
        if (restart)
        {
            schedules.Restart(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero));
            await schedules.DescribeAsync();
        }

        schedules.Workflows.Close("w-2025-06-01T00:00:00Z", EventType.WorkflowExecutionFailed);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var description = await schedules.DescribeAsync();
        while (!description.Schedule.State.Paused)
        {
            patience.Token.ThrowIfCancellationRequested();
            description = await schedules.DescribeAsync();
        }

        Assert.Equal(
            [WorkflowExecutionStatus.Failed, WorkflowExecutionStatus.Running], description.Info.RecentActions.Select(static action => action.StartWorkflowStatus));
        Assert.Empty(description.Info.RunningWorkflows);
    }

    [Fact]
    public async Task Schedule_MoreTimesMissedThanOneRoundTakes_MakesUpForAll()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("* * * * *", new SchedulePolicies { OverlapPolicy = ScheduleOverlapPolicy.AllowAll }));

        schedules.Restart(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

        await Until.TrueAsync(() => schedules.Workflows.Starts.Count >= 36 * 60);
    }

    [Fact]
    public async Task Trigger_PausedSchedule_StartsAllTheSame()
    {
        await schedules.CreateAsync(ScheduleFixture.Of("@yearly"), new SchedulePatch { Pause = "mend" });
        await schedules.PatchAsync(Trigger(1));
        Assert.Equal("w-2025-06-01T00:00:00Z", (await schedules.Workflows.NextStartAsync()).WorkflowId);
        Assert.True((await schedules.DescribeAsync()).Schedule.State.Paused);
    }

    private static SchedulePatch Trigger(int day) => new()
    {
        TriggerImmediately = new TriggerImmediatelyRequest { ScheduledTime = Timestamp.FromDateTime(new DateTime(2025, 6, day, 0, 0, 0, DateTimeKind.Utc)) },
    };
}
