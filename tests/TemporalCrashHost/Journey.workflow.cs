using System.Globalization;
using System.Text.Json.Serialization;
using Temporalio.Workflows;

namespace TemporalCrashHost;

/// <summary>
/// The workflow <c>journey</c> of the scenario files: in every round a timer, activities of every kind, a child and a
/// signal; every second round it continues as new.
/// </summary>
[Workflow("journey")]
public sealed class JourneyWorkflow
{
    private const int RoundsOfARun = 2;

    private static readonly ActivityOptions Quick = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(1),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50), BackoffCoefficient = 1 },
    };

    private static readonly ActivityOptions Beating = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(10),
        HeartbeatTimeout = TimeSpan.FromSeconds(1),
        RetryPolicy = Quick.RetryPolicy,
    };

    private static readonly LocalActivityOptions Near = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(5),
        RetryPolicy = Quick.RetryPolicy,
    };

    private JourneyState state = new([], [], 0);

    [WorkflowRun]
    public async Task<JourneyState> RunAsync(int rounds, JourneyState? before)
    {
        state = before is null ? state : Join(before, state);
        for (var taken = 0; taken < RoundsOfARun && state.Round < rounds; taken++)
        {
            await TakeAsync(state.Round);
            state = state with { Round = state.Round + 1 };
        }

        return state.Round < rounds
            ? throw Workflow.CreateContinueAsNewException((JourneyWorkflow next) => next.RunAsync(rounds, state))
            : state;
    }

    /// <summary>A signal that comes twice, as its first acknowledgement was lost with the server, counts once.</summary>
    [WorkflowSignal("add")]
    public Task AddAsync(string value)
    {
        state = state with { Signals = With(state.Signals, value) };
        return Task.CompletedTask;
    }

    private static JourneyState Join(JourneyState before, JourneyState early) => before with
    {
        Signals = early.Signals.Aggregate(before.Signals, With),
    };

    private static string[] With(string[] values, string value) => values.Contains(value) ? values : [.. values, value];

    private async Task TakeAsync(int round)
    {
        await Workflow.DelayAsync(30);
        await Workflow.ExecuteActivityAsync<string>("echo", [$"round {round}"], Quick);
        await Workflow.ExecuteLocalActivityAsync<string>("echo", [$"near {round}"], Near);
        await Workflow.ExecuteActivityAsync<int>("beat", [3], Beating);
        var left = await Workflow.ExecuteActivityAsync<string>("leave", [], new ActivityOptions
        {
            ActivityId = string.Create(CultureInfo.InvariantCulture, $"left-{round}"),
            StartToCloseTimeout = TimeSpan.FromMinutes(10),
        });
        state = state with { Completions = [.. state.Completions, left] };
        await Workflow.ExecuteChildWorkflowAsync<string>(
            "journeyChild", [round], new ChildWorkflowOptions { Id = $"{Workflow.Info.WorkflowId}/{round}", TaskTimeout = TimeSpan.FromSeconds(1) });
        await Workflow.WaitConditionAsync(() => state.Signals.Length > round);
    }
}

/// <summary>What a journey has been told so far.</summary>
/// <param name="Signals">Distinct signals, in order of arrival.</param>
/// <param name="Completions">What its activities that are completed from outside returned, by round.</param>
/// <param name="Round">How many rounds are done.</param>
public sealed record JourneyState(
    [property: JsonPropertyName("signals")] string[] Signals,
    [property: JsonPropertyName("completions")] string[] Completions,
    [property: JsonPropertyName("round")] int Round);

/// <summary>The workflow <c>journeyChild</c> of the scenario files.</summary>
[Workflow("journeyChild")]
public sealed class JourneyChildWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int round)
    {
        await Workflow.DelayAsync(10);
        return $"child {round}";
    }
}

/// <summary>
/// The workflow <c>journeyLedger</c> of the scenario files: it takes updates, and does nothing beside them, as two SDKs may
/// order what a handler and the main method do at the same time differently.
/// </summary>
[Workflow("journeyLedger")]
public sealed class JourneyLedgerWorkflow
{
    private readonly List<string> entries = [];

    [WorkflowRun]
    public async Task<IReadOnlyCollection<string>> RunAsync(int expected)
    {
        await Workflow.WaitConditionAsync(() => entries.Count == expected && Workflow.AllHandlersFinished);
        return entries;
    }

    [WorkflowUpdate("enter")]
    public async Task<string> EnterAsync(string entry)
    {
        await Workflow.DelayAsync(5);
        entries.Add(entry);
        return entry;
    }
}
