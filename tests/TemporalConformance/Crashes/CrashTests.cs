using System.Diagnostics;
using Temporalio.Client;

namespace TemporalConformance.Tests.Crashes;

public sealed class CrashTests(ConformanceFixture conformance, ITestOutputHelper output)
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(8);

    /// <summary>Seeds, each with how often the server is killed: 200 times in all in the nightly mode.</summary>
    public static TheoryData<int, int> Seeds
    {
        get
        {
            var data = new TheoryData<int, int> { { 20_260_730, TestMode.IsNightly ? 25 : 15 } };
            for (var seed = 1; TestMode.IsNightly && seed < 8; seed++)
            {
                data.Add(seed, 25);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Workflows_ServerAndWorkerKilledAgainAndAgain_AllCompleteWithEveryAcknowledgedStep(int seed, int kills)
    {
        using var stuck = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stuck.CancelAfter(LongestRun);
        await using var server = new CrashingServer(seed);
        await server.StartAsync(stuck.Token);
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.Address));
        var clock = Stopwatch.StartNew();
        var ticks = await TickingSchedule.CreateAsync(client, stuck.Token);
        var load = new JourneyLoad(client, stuck.Token);

        await server.KillAgainAndAgainAsync(kills, load.Finished, stuck.Token);
        var journeys = await load.DrainAsync();
        var fired = await ticks.RequireEachSecondOnceAsync(stuck.Token);

        var histories = new HistoryCheck(client, conformance, server.Address);
        foreach (var journey in journeys)
        {
            RequireNothingLost(journey);
            await histories.RequireFlawlessAsync(journey, stuck.Token);
        }

        await histories.RequireOfficialReplayAsync();
        output.WriteLine(
            $"seed {seed}: {kills} kills, {journeys.Count} journeys in {histories.Runs} runs with {histories.Events} events, "
            + $"{fired} scheduled workflows, {clock.Elapsed.TotalSeconds:0} s");
    }

    private static void RequireNothingLost(Journey journey)
    {
        var result = journey.Result!;
        Assert.Equal(journey.Signals, result.Signals);
        Assert.Equal(journey.Updates, journey.Ledger);
        Assert.Equal(Journey.Rounds, result.Completions.Length);
        for (var round = 0; round < Journey.Rounds; round++)
        {
            Assert.StartsWith($"{journey.Id} completion {round} by attempt ", result.Completions[round], StringComparison.Ordinal);
            Assert.Equal(journey.Completed[round] ?? result.Completions[round], result.Completions[round]);
        }
    }
}
