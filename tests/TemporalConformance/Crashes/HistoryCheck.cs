using System.Globalization;
using TemporalCrashHost;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace TemporalConformance.Tests.Crashes;

/// <summary>Looks through the histories that a journey left: every run, and its children.</summary>
/// <param name="client">To the server that has them.</param>
/// <param name="conformance">The official SDK, which replays them too.</param>
/// <param name="address">The server's <c>host:port</c>.</param>
internal sealed class HistoryCheck(ITemporalClient client, ConformanceFixture conformance, string address)
{
    private const int OfficiallyAtOnce = 100;

    private readonly WorkflowReplayer replayer =
        new(new WorkflowReplayerOptions().AddWorkflow<JourneyWorkflow>().AddWorkflow<JourneyLedgerWorkflow>().AddWorkflow<JourneyChildWorkflow>());

    private readonly List<(string WorkflowId, string? RunId)> checkedRuns = [];

    /// <summary>How many runs were looked at.</summary>
    public int Runs => checkedRuns.Count;

    /// <summary>How many events they had.</summary>
    public int Events { get; private set; }

    /// <summary>Requires that every run is valid and each activity closed once.</summary>
    public async Task RequireFlawlessAsync(Journey journey, CancellationToken cancellationToken)
    {
        var runs = 0;
        var runId = (await client.GetWorkflowHandle(journey.Id).DescribeAsync()).RunId;
        while (runId.Length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var history = await ReplayAsync(journey.Id, runId);
            RequireActivitiesClosedOnce(history);
            runId = history.Events.First().WorkflowExecutionStartedEventAttributes.ContinuedExecutionRunId;
            runs++;
        }

        Assert.Equal((Journey.Rounds + 1) / 2, runs);
        await ReplayAsync(journey.LedgerId, null);
        for (var round = 0; round < Journey.Rounds; round++)
        {
            await ReplayAsync(string.Create(CultureInfo.InvariantCulture, $"{journey.Id}/{round}"), null);
        }
    }

    /// <summary>Requires that the official SDK replays all that was looked at.</summary>
    public async Task RequireOfficialReplayAsync()
    {
        var events = 0;
        foreach (var some in checkedRuns.Chunk(OfficiallyAtOnce))
        {
            events += await conformance.ReplayAsync(some, address);
        }

        Assert.Equal(Events, events);
    }

    private static void RequireActivitiesClosedOnce(WorkflowHistory history)
    {
        long[] scheduled = [.. history.Events.Where(item => item.EventType == EventType.ActivityTaskScheduled).Select(item => item.EventId)];
        long[] completed = [.. history.Events.Select(CompletedActivity).OfType<long>().Order()];
        Assert.Equal(scheduled, completed);
    }

    private static long? CompletedActivity(HistoryEvent item) => item.ActivityTaskCompletedEventAttributes?.ScheduledEventId;

    private async Task<WorkflowHistory> ReplayAsync(string id, string? runId)
    {
        var history = await client.GetWorkflowHandle(id, runId).FetchHistoryAsync();
        Assert.Equal(Enumerable.Range(1, history.Events.Count).Select(number => (long)number), history.Events.Select(item => item.EventId));
        Assert.DoesNotContain(history.Events, item => item.EventType == EventType.WorkflowTaskFailed);
        await replayer.ReplayWorkflowAsync(history);
        checkedRuns.Add((id, runId));
        Events += history.Events.Count;
        return history;
    }
}
