using Notify.Workflows.Pipelines;
using Notify.Workflows.Planning;
using Notify.Workflows.Visibility;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace Notify.Workflows.Tests.Pipelines;

/// <summary>The schedules that a host makes or takes away when it starts.</summary>
public sealed class SchedulesTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private WorkflowEnvironment environment = null!;

    public async ValueTask InitializeAsync()
    {
        environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await AttributeRegistration.EnsureAsync(environment.Client, Never);
    }

    public async ValueTask DisposeAsync() => await environment.DisposeAsync();

    [Fact]
    public async Task DailySchedule_EnsuredAtAnotherTimeWhilePaused_MovesAndStaysPaused()
    {
        var handle = environment.Client.GetScheduleHandle(DailySchedule.Id);
        await DailySchedule.EnsureAsync(environment.Client, new TimeOnly(3, 30), Never);
        await handle.PauseAsync("stocktaking");

        await DailySchedule.EnsureAsync(environment.Client, new TimeOnly(4, 45), Never);

        var schedule = (await handle.DescribeAsync()).Schedule;
        var daily = Assert.Single(schedule.Spec.Calendars);
        Assert.Equal((4, 45), (Assert.Single(daily.Hour).Start, Assert.Single(daily.Minute).Start));
        Assert.Equal((true, "stocktaking"), (schedule.State.Paused, schedule.State.Note));
        Assert.Equal(nameof(FullPipelineWorkflow), Assert.IsType<ScheduleActionStartWorkflow>(schedule.Action).Workflow);
    }

    [Fact]
    public async Task DeltaSchedule_EnsuredTwice_HasTheLastInterval()
    {
        await DeltaSchedule.EnsureAsync(environment.Client, TimeSpan.FromMinutes(5), Never);
        await DeltaSchedule.EnsureAsync(environment.Client, TimeSpan.FromMinutes(2), Never);

        var schedule = (await environment.Client.GetScheduleHandle(DeltaSchedule.Id).DescribeAsync()).Schedule;
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.Single(schedule.Spec.Intervals).Every);
        Assert.Equal(TimeSpan.FromMinutes(1), schedule.Policy.CatchupWindow);
        Assert.False(schedule.State.Paused);
    }

    [Fact]
    public async Task Schedules_RemovedWhetherThereOrNot_AreGone()
    {
        await DailySchedule.EnsureAsync(environment.Client, TimeOnly.MinValue, Never);

        await DailySchedule.RemoveAsync(environment.Client, Never);
        await DailySchedule.RemoveAsync(environment.Client, Never);
        await DeltaSchedule.RemoveAsync(environment.Client, Never);

        var fault = await Assert.ThrowsAsync<RpcException>(() => environment.Client.GetScheduleHandle(DailySchedule.Id).DescribeAsync());
        Assert.Equal(RpcException.StatusCode.NotFound, fault.Code);
    }
}
