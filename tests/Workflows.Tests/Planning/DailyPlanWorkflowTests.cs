using System.Collections.Concurrent;
using Notify.Activities.Planning;
using Notify.Workflows.Planning;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Notify.Workflows.Tests.Planning;

/// <summary>The day's planning, share by share.</summary>
public sealed class DailyPlanWorkflowTests
{
    private readonly Shares shares = new();

    [Fact]
    public async Task Plan_OfSixShares_AddsThemUpAndStartsEach()
    {
        var report = await RunAsync();

        Assert.Equal(new PlanReport(60, 30, 150, 0, 6, 0), report);
        Assert.Equal(Enumerable.Range(0, 6), shares.Started.Order());
        Assert.All(shares.From, from => Assert.Equal(0, from.Second));
    }

    [Fact]
    public async Task Plan_OfWhichOneShareFails_StillStartsTheOthersAndSaysSo()
    {
        shares.Broken = 1;

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(RunAsync);

        var reason = Assert.IsType<ApplicationFailureException>(failure.InnerException);
        Assert.Equal("PlanIncomplete", reason.ErrorType);
        Assert.Contains("1 of 6", reason.Message, StringComparison.Ordinal);
        Assert.Equal([0, 2, 3, 4, 5], shares.Started.Order());
    }

    private async Task<PlanReport> RunAsync()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = new TemporalWorker(
            environment.Client,
            new TemporalWorkerOptions(TaskQueues.Pipelines).AddWorkflow<DailyPlanWorkflow>().AddAllActivities(shares));
        return await worker.ExecuteAsync(() => environment.Client.ExecuteWorkflowAsync(
            (DailyPlanWorkflow w) => w.RunAsync(new DailyPlanInput()),
            new WorkflowOptions("plan", TaskQueues.Pipelines)));
    }

    /// <summary>Stands at the boundary to the tables.</summary>
    private sealed class Shares
    {
        public ConcurrentBag<int> Started { get; } = [];

        public ConcurrentBag<DateTimeOffset> From { get; } = [];

        /// <summary>The share that cannot be planned; none when negative.</summary>
        public int Broken { get; set; } = -1;

        [Activity("CountPartitions")]
        public static int CountPartitions() => 6;

        [Activity("PlanPartition")]
        public PlanReport PlanPartition(PlanPartitionRequest request)
        {
            From.Add(request.From);
            return request.Partition == Broken
                ? throw new ApplicationFailureException("a plan request is invalid", nonRetryable: true)
                : new PlanReport(10, 5, 25, 0, 1, 0);
        }

        [Activity("StartPartition")]
        public void StartPartition(PlanPartitionRequest request) => Started.Add(request.Partition);
    }
}
