using System.Collections.Concurrent;

namespace TemporalConformance.Tests;

/// <summary>
/// Runs the scenarios, each once per worker, several at a time: most of them wait most of their time. The first that is
/// asked for starts them all, so that a test which is told of one result later finds it ready.
/// </summary>
/// <param name="run">Runs a scenario on a task queue.</param>
internal sealed class ScenarioRuns(Func<string, string, Task> run) : IDisposable
{
    private const int AtATime = 10;

    private readonly ConcurrentDictionary<(string Scenario, string TaskQueue), Task> runs = new();
    private readonly SemaphoreSlim turns = new(AtATime);

    /// <summary>The scenarios, as names of files without their extension, below their folder.</summary>
    public static IReadOnlyList<string> Scenarios { get; } = FindScenarios();

    /// <summary>The task queues: one worker keeps workflows in its sticky cache, the other keeps none.</summary>
    public static IReadOnlyList<string> TaskQueues { get; } = ["cached", "uncached"];

    /// <summary>Waits for the outcome of one run.</summary>
    public Task OutcomeAsync(string scenario, string taskQueue)
    {
        lock (turns)
        {
            if (runs.IsEmpty)
            {
                foreach (var key in Scenarios.SelectMany(_ => TaskQueues, (name, queue) => (name, queue)))
                {
                    runs[key] = InTurnAsync(key.name, key.queue);
                }
            }
        }

        return runs[(scenario, taskQueue)];
    }

    public void Dispose() => turns.Dispose();

    private static string[] FindScenarios()
    {
        var folder = Path.Combine(RepositoryPaths.Scripts, "scenarios");
        return [.. Directory.GetFiles(folder, "*.js", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }

    private async Task InTurnAsync(string scenario, string taskQueue)
    {
        await turns.WaitAsync();
        try
        {
            await run(scenario, taskQueue);
        }
        finally
        {
            turns.Release();
        }
    }
}
