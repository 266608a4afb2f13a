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
            foreach (var scenario in ScenarioRuns.Scenarios)
            {
                foreach (var taskQueue in ScenarioRuns.TaskQueues)
                {
                    data.Add(scenario, taskQueue);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Scenario_OfficialClientAndWorker_GivesItsResultsAndReplays(string scenario, string taskQueue) =>
        conformance.ScenarioAsync(scenario, taskQueue);
}
