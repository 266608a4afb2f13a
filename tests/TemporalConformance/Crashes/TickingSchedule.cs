using System.Globalization;
using TemporalCrashHost;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;

namespace TemporalConformance.Tests.Crashes;

/// <summary>A schedule that starts a workflow each second, also for the seconds in which the server was down.</summary>
internal sealed class TickingSchedule
{
    private const string Id = "ticking";
    private const string Query = $"TemporalScheduledById = '{Id}'";

    private readonly ITemporalClient client;

    private TickingSchedule(ITemporalClient client) => this.client = client;

    public static async Task<TickingSchedule> CreateAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        var action = ScheduleActionStartWorkflow.Create(
            (JourneyChildWorkflow workflow) => workflow.RunAsync(0), new WorkflowOptions("tick", Journeys.TaskQueue) { TaskTimeout = TimeSpan.FromSeconds(1) });
        var schedule = new Schedule(action, new ScheduleSpec { Intervals = [new ScheduleIntervalSpec(TimeSpan.FromSeconds(1))] })
        {
            Policy = new SchedulePolicy { Overlap = ScheduleOverlapPolicy.AllowAll },
        };
        await Insistence.UntilAcknowledgedAsync(() => client.CreateScheduleAsync(Id, schedule), cancellationToken);
        return new TickingSchedule(client);
    }

    /// <summary>Stops it and looks at what it started.</summary>
    /// <returns>How many workflows it started.</returns>
    public async Task<int> RequireEachSecondOnceAsync(CancellationToken cancellationToken)
    {
        var handle = client.GetScheduleHandle(Id);
        await handle.PauseAsync("the end");
        while ((await client.CountWorkflowsAsync($"{Query} AND ExecutionStatus = 'Running'")).Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        var info = (await handle.DescribeAsync()).Info;
        Assert.Equal(0, info.NumActionsMissedCatchupWindow);
        var seconds = new List<DateTime>();
        await foreach (var execution in client.ListWorkflowsAsync(Query).WithCancellation(cancellationToken))
        {
            Assert.Equal(WorkflowExecutionStatus.Completed, execution.Status);
            seconds.Add(DateTime.Parse(execution.Id["tick-".Length..], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
        }

        seconds.Sort();
        Assert.Equal(info.NumActions, seconds.Count);
        Assert.Equal(Enumerable.Range(0, seconds.Count).Select(passed => seconds[0].AddSeconds(passed)), seconds);
        return seconds.Count;
    }
}
