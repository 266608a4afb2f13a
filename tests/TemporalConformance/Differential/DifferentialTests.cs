using System.Collections.Concurrent;
using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Worker;

namespace TemporalConformance.Tests.Differential;

/// <summary>
/// Random workflow programs, run by our worker on our server; then their histories are judged by our replayer with an
/// empty cache, by the official replayer, and by the official native core, whose jobs and commands must be ours.
/// </summary>
public sealed class DifferentialTests(DifferentialFixture differential) : IClassFixture<DifferentialFixture>
{
    private const int Seed = 20_261_120;
    private const int AtATime = 24;
    private const int Shown = 5;
    private static readonly string FaultFolder = Path.Combine(AppContext.BaseDirectory, "differential-faults");
    private static readonly int Programs = TestMode.IsNightly ? 1_000 : 50;

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task Histories_OfRandomPrograms_AreAcceptedByEveryJudge(int cachedWorkflows)
    {
        var histories = await RunAsync(cachedWorkflows);
        var faults = new List<string>();
        var replayer = Replayer();
        var official = await differential.ReplayAsync(histories);
        var differences = new Differences(differential.Core);
        foreach (var (history, verdict) in histories.Zip(official))
        {
            Note(faults, history, "failed a workflow task", FailedTask(history));
            Note(faults, history, "our replayer", (await replayer.ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure?.Message);
            Note(faults, history, "official replayer", verdict);
            Note(faults, history, "native core", await differences.FindAsync(history));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {histories.Count} histories (kept in {FaultFolder}), seed {Seed + cachedWorkflows}:\n{string.Join('\n', faults.Take(Shown))}");
    }

    [Fact]
    public async Task History_OfOtherCode_IsRefusedByEveryJudge()
    {
        const string Queue = "differential-other";
        var program = new WorkflowProgram([new(0, "activity", [], 0, 1, "succeed", 0, -1)], "complete", 0);
        using var worker = Worker(Queue, cachedWorkflows: 0);
        var history = await worker.ExecuteAsync(
            async () => (await new ProgramRunner(differential.Client, Queue).RunAsync("other", program, [], TestContext.Current.CancellationToken)).Single());
        history.Events.Single(e => e.EventType == EventType.ActivityTaskScheduled).ActivityTaskScheduledEventAttributes.ActivityType.Name = "other";

        Assert.Contains("TMPRL1100", (await Replayer().ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure?.Message);
        Assert.Contains("TMPRL1100", Assert.Single(await differential.ReplayAsync([history])));
        Assert.Contains("NONDETERMINISM", await new Differences(differential.Core).FindAsync(history));
    }

    private static WorkflowReplayer Replayer() =>
        new(new WorkflowReplayerOptions().AddWorkflow<ProgramWorkflow>().AddWorkflow<ProgramChildWorkflow>());

    private TemporalWorker Worker(string queue, int cachedWorkflows) => new(
        differential.Client,
        new TemporalWorkerOptions(queue) { MaxCachedWorkflows = cachedWorkflows, DebugMode = true }
            .AddActivity(ProgramActivities.ActAsync)
            .AddActivity(ProgramActivities.ActLocally)
            .AddWorkflow<ProgramWorkflow>()
            .AddWorkflow<ProgramChildWorkflow>());

    private async Task<IReadOnlyList<WorkflowHistory>> RunAsync(int cachedWorkflows)
    {
        var queue = $"differential-{cachedWorkflows}";
        using var worker = Worker(queue, cachedWorkflows);
        var generator = new ProgramGenerator(Seed + cachedWorkflows);
        var programs = Enumerable.Range(0, Programs).Select(i => (Id: string.Create(CultureInfo.InvariantCulture, $"{queue}-{i}"), Made: generator.Next())).ToList();
        var runner = new ProgramRunner(differential.Client, queue);
        var histories = new ConcurrentBag<WorkflowHistory>();
        await worker.ExecuteAsync(
            () => Parallel.ForEachAsync(
                programs, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken },
                async (program, token) =>
                {
                    foreach (var history in await runner.RunAsync(program.Id, program.Made.Program, program.Made.Actions, token))
                    {
                        histories.Add(history);
                    }
                }),
            TestContext.Current.CancellationToken);
        return [.. histories];
    }

    private static void Note(List<string> faults, WorkflowHistory history, string judge, string? fault)
    {
        if (fault is not null)
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(FaultFolder).FullName, history.Id.Replace('/', '-') + ".json"), history.ToJson());
            faults.Add($"{history.Id}, {judge}: {fault}");
        }
    }

    private static string? FailedTask(WorkflowHistory history) => history.Events
        .FirstOrDefault(e => e.EventType == EventType.WorkflowTaskFailed
            && e.WorkflowTaskFailedEventAttributes.Cause is not (WorkflowTaskFailedCause.UnhandledCommand or WorkflowTaskFailedCause.ResetStickyTaskQueue))
        ?.WorkflowTaskFailedEventAttributes.Failure?.Message;
}
