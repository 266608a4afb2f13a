using System.Globalization;
using TemporalCrashHost;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace TemporalConformance.Tests.Crashes;

public sealed class CrashTests(ConformanceFixture conformance)
{
    private const int Kills = 12;
    private const int Workflows = 150;
    private const int AtATime = 12;
    private const int ReplayedOfficially = 8;
    private const int Seed = 20_260_730;

    [Fact]
    public async Task Workflows_ServerAndWorkerKilledAgainAndAgain_AllCompleteWithEveryAcknowledgedStep()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = new CrashingServer();
        await server.StartAsync(cancellationToken);
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.Address));
        var load = new JourneyLoad(client);
        string[] ids = [.. Enumerable.Range(0, Workflows).Select(i => $"journey-{i}")];

        var all = Parallel.ForEachAsync(
            ids, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (id, token) => await load.RunAsync(id, token));
        Assert.Equal(Kills, await KillAsync(server, load, all, cancellationToken));
        await all;

        foreach (var id in ids)
        {
            Assert.Equal(JourneyLoad.Signals(id), load.Results[id]);
            await RequireFlawlessAsync(client, id);
        }

        Assert.Equal(Workflows, (await client.CountWorkflowsAsync("WorkflowType = 'journey'")).Count);
        Assert.Equal(Workflows * JourneyLoad.Rounds, (await client.CountWorkflowsAsync("WorkflowType = 'journeyChild'")).Count);
        foreach (var id in ids.Take(ReplayedOfficially))
        {
            Assert.True(await conformance.ReplayAsync(id, server.Address) > 0);
        }
    }

    /// <summary>Kills the server at random points of the progress.</summary>
    /// <returns>How often it was killed before everything was done.</returns>
    private static async Task<int> KillAsync(CrashingServer server, JourneyLoad load, Task all, CancellationToken cancellationToken)
    {
        const int Requests = Workflows * (JourneyLoad.Rounds + 2);
        var random = new Random(Seed);
        var next = 0;
        for (var kills = 0; kills < Kills; kills++)
        {
            next = Math.Max(next, load.Acknowledged) + random.Next(1, Requests / (3 * Kills));
            while (load.Acknowledged < next)
            {
                if (all.IsCompleted)
                {
                    await all;
                    return kills;
                }

                await Task.Delay(1, cancellationToken);
            }

            await server.KillAsync();
            await server.StartAsync(cancellationToken);
        }

        return Kills;
    }

    private static async Task RequireFlawlessAsync(TemporalClient client, string id)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<JourneyWorkflow>().AddWorkflow<JourneyChildWorkflow>());
        var history = await HistoryAsync(client, id);
        var signals = history.Events.Count(item => item.EventType == EventType.WorkflowExecutionSignaled);
        Assert.Equal(JourneyLoad.Rounds, signals);
        Assert.DoesNotContain(history.Events, item => item.EventType == EventType.WorkflowTaskFailed);
        await replayer.ReplayWorkflowAsync(history);
        for (var round = 0; round < JourneyLoad.Rounds; round++)
        {
            await replayer.ReplayWorkflowAsync(await HistoryAsync(client, string.Create(CultureInfo.InvariantCulture, $"{id}/{round}")));
        }
    }

    private static Task<WorkflowHistory> HistoryAsync(TemporalClient client, string id) => client.GetWorkflowHandle(id).FetchHistoryAsync();
}
