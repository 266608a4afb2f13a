namespace TemporalConformance.Tests;

/// <summary>The official TypeScript client and worker against our server, over gRPC.</summary>
public sealed class TypeScriptScenarioTests(ConformanceFixture conformance)
{
    /// <summary>Every scenario, with the worker's sticky cache on and off.</summary>
    public static TheoryData<string, string> Scenarios
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var scenario in ConformanceFixture.Scenarios)
            {
                data.Add(scenario, "cached");
                data.Add(scenario, "uncached");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario_OfficialClientAndWorker_GivesItsResultsAndReplays(string scenario, string taskQueue)
    {
        foreach (var workflowId in await conformance.RunAsync(scenario, taskQueue))
        {
            Assert.True(await conformance.ReplayAsync(workflowId) > 0);
        }
    }
}
