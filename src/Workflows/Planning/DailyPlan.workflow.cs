using Notify.Activities.Planning;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Notify.Workflows.Planning;

/// <summary>When the planned 24 hours begin.</summary>
/// <param name="From">UTC; null for the next whole minute.</param>
public sealed record DailyPlanInput(DateTimeOffset? From = null);

/// <summary>Plans the next 24 hours for every user, share by share, and starts each user's delivery.</summary>
[Workflow]
public sealed class DailyPlanWorkflow
{
    // Enough to keep every core of a few workers busy, few enough that a failing one is seen early
    private const int PartitionsAtOnce = 4;

    [WorkflowRun]
    public async Task<PlanReport> RunAsync(DailyPlanInput input)
    {
        var from = input.From ?? NextMinute(Workflow.UtcNow);
        var partitions = await Workflow.ExecuteActivityAsync(
            (PlanningActivities a) => a.CountPartitionsAsync(),
            new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), Summary = "count the shares of the users" });
        var total = PlanReport.None;
        var failures = new List<ActivityFailureException>();
        for (var first = 0; first < partitions; first += PartitionsAtOnce)
        {
            Workflow.CurrentDetails = $"**{first} of {partitions} shares** of the users are planned: {total.Slots} notifications for {total.Planned} customers, from {from:yyyy-MM-dd HH:mm} UTC on.";
            var wave = Enumerable.Range(first, Math.Min(PartitionsAtOnce, partitions - first))
                .Select(partition => TryPlanAndStartAsync(new PlanPartitionRequest(from, partition, partitions), failures))
                .ToList();
            foreach (var report in await Workflow.WhenAllAsync(wave))
            {
                total += report;
            }
        }

        Workflow.CurrentDetails = $"All {partitions} shares have ended, {failures.Count} in failure: **{total.Slots} notifications for {total.Planned} customers** from {from:yyyy-MM-dd HH:mm} UTC on.";
        return failures.Count == 0
            ? total
            : throw new ApplicationFailureException(
                $"{failures.Count} of {partitions} shares of the users could not be planned or started; the others are under way. Run the plan again.",
                failures[0],
                "PlanIncomplete",
                nonRetryable: true);
    }

    /// <summary>One share failing is no reason for the customers of the others to get nothing.</summary>
    private static async Task<PlanReport> TryPlanAndStartAsync(PlanPartitionRequest request, List<ActivityFailureException> failures)
    {
        try
        {
            return await PlanAndStartAsync(request);
        }
        catch (ActivityFailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            failures.Add(failure);
            return PlanReport.None;
        }
    }

    private static async Task<PlanReport> PlanAndStartAsync(PlanPartitionRequest request)
    {
        var options = new ActivityOptions
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(30),
            HeartbeatTimeout = TimeSpan.FromSeconds(60),
            RetryPolicy = new() { MaximumAttempts = 5 },
            Summary = $"plan share {request.Partition + 1} of {request.Partitions}",
        };
        var report = await Workflow.ExecuteActivityAsync((PlanningActivities a) => a.PlanPartitionAsync(request), options);
        options.Summary = $"start deliveries, share {request.Partition + 1} of {request.Partitions}";
        await Workflow.ExecuteActivityAsync((PlanningActivities a) => a.StartPartitionAsync(request), options);
        return report;
    }

    private static DateTimeOffset NextMinute(DateTime now) =>
        new(new DateTime((now.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, DateTimeKind.Utc));
}
