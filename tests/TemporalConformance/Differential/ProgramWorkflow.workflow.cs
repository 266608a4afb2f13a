using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace TemporalConformance.Tests.Differential;

/// <summary>Runs a program. <c>ts/differential/program.js</c> is the same workflow for the official replayer.</summary>
[Workflow("program")]
public sealed class ProgramWorkflow
{
    private static readonly SearchAttributeKey<long> Step = SearchAttributeKey.CreateLong(DifferentialFixture.StepAttribute);
    private static readonly RetryPolicy Quickly = new() { InitialInterval = TimeSpan.FromMilliseconds(5), MaximumAttempts = 3 };

    private readonly SortedDictionary<int, CancellationTokenSource> started = [];
    private readonly SortedDictionary<int, string> ended = [];
    private readonly HashSet<int> done = [];
    private readonly List<string> ledger = [];
    private readonly Queue<int> toCancel = new();
    private readonly Queue<TaskCompletionSource> waitingUpdates = new();
    private int signals;
    private int openUpdates;
    private bool seenCancellation;

    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync(WorkflowProgram program)
    {
        while (!IsOver(program))
        {
            await Workflow.WaitConditionAsync(() => HasNews(program), CancellationToken.None);
            Notice(program);
            Act(program);
        }

        if (seenCancellation)
        {
            throw new CanceledFailureException("cancelled by the client");
        }

        return program.Ending switch
        {
            "fail" => throw new ApplicationFailureException("ended as told", "Told"),
            "continue" when program.Rounds > 0 => throw Continue(program.Rest()),
            _ => ledger,
        };
    }

    [WorkflowSignal("bump")]
    public Task BumpAsync()
    {
        signals++;
        return Task.CompletedTask;
    }

    [WorkflowUpdate("poke")]
    public async Task<int> PokeAsync(bool accept)
    {
        openUpdates++;
        var turn = new TaskCompletionSource();
        waitingUpdates.Enqueue(turn);
        await turn.Task;
        openUpdates--;
        return ledger.Count;
    }

    [WorkflowUpdateValidator(nameof(PokeAsync))]
    public void ValidatePoke(bool accept)
    {
        if (!accept)
        {
            throw new ApplicationFailureException("refused as told", "Told");
        }
    }

    private bool IsOver(WorkflowProgram program) => done.Count == program.Steps.Count && openUpdates == 0;

    private bool HasNews(WorkflowProgram program) => IsOver(program) || ended.Count > 0 || toCancel.Count > 0 || waitingUpdates.Count > 0
        || (Workflow.CancellationToken.IsCancellationRequested && !seenCancellation) || program.Steps.Any(IsReady);

    private void Notice(WorkflowProgram program)
    {
        foreach (var (id, outcome) in ended)
        {
            done.Add(id);
            ledger.Add($"{id} {outcome}");
        }

        ended.Clear();
        if (Workflow.CancellationToken.IsCancellationRequested && !seenCancellation)
        {
            seenCancellation = true;
            done.UnionWith(program.Steps.Select(step => step.Id).Where(id => !started.ContainsKey(id)));
            foreach (var id in started.Keys)
            {
                toCancel.Enqueue(id);
            }
        }
    }

    /// <summary>One thing at a time: how soon the effects of two show within a turn is each language's own affair.</summary>
    private void Act(WorkflowProgram program)
    {
        if (toCancel.TryDequeue(out var id))
        {
            Cancel(id);
        }
        else if (program.Steps.FirstOrDefault(IsReady) is { } ready)
        {
            Start(ready);
        }
        else if (waitingUpdates.TryDequeue(out var update))
        {
            update.SetResult();
        }
    }

    private bool IsReady(ProgramStep step) =>
        !started.ContainsKey(step.Id) && !done.Contains(step.Id) && signals >= step.Signals && step.After.All(done.Contains);

    private void Start(ProgramStep step)
    {
        var scope = started[step.Id] = new CancellationTokenSource();
        switch (step.Kind)
        {
            case "cancel":
                Cancel(step.Target);
                break;
            case "patch":
                ledger.Add($"patched {Workflow.Patched($"patch-{step.Target}-{step.Behaviour}")}");
                break;
            case "memo":
                Workflow.UpsertMemo(MemoUpdate.ValueSet("step", step.Id));
                break;
            case "attribute":
                Workflow.UpsertTypedSearchAttributes(Step.ValueSet(step.Id));
                break;
            default:
                _ = WatchAsync(step, OperationAsync(step, scope.Token));
                return;
        }

        done.Add(step.Id);
    }

    private async Task WatchAsync(ProgramStep step, Task operation)
    {
        try
        {
            await operation;
            ended.Add(step.Id, "ended");
        }
        catch (Exception e) when (e is FailureException or OperationCanceledException)
        {
            ended.Add(step.Id, TemporalException.IsCanceledException(e) ? "cancelled" : "failed");
        }
    }

    private static Task OperationAsync(ProgramStep step, CancellationToken cancellationToken) => step.Kind switch
    {
        "activity" => Workflow.ExecuteActivityAsync(
            () => ProgramActivities.ActAsync(step.Behaviour, step.Milliseconds),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(30),
                HeartbeatTimeout = TimeSpan.FromSeconds(1),
                RetryPolicy = Quickly,
                CancellationType = (ActivityCancellationType)step.Cancellation,
                CancellationToken = cancellationToken,
            }),
        "local" => Workflow.ExecuteLocalActivityAsync(
            () => ProgramActivities.ActLocally(step.Behaviour),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(30),
                RetryPolicy = Quickly,
                CancellationType = (ActivityCancellationType)step.Cancellation,
                CancellationToken = cancellationToken,
            }),
        "timer" => Workflow.DelayAsync(step.Milliseconds, cancellationToken),
        "child" => Workflow.ExecuteChildWorkflowAsync(
            (ProgramChildWorkflow child) => child.RunAsync(step.Behaviour, step.Milliseconds),
            new()
            {
                Id = ChildId(step.Id),
                CancellationType = step.Cancellation == 1
                    ? ChildWorkflowCancellationType.WaitCancellationCompleted
                    : ChildWorkflowCancellationType.TryCancel,
                CancellationToken = cancellationToken,
            }),
        "signal" => Workflow.GetExternalWorkflowHandle<ProgramChildWorkflow>(ChildId(step.Target))
            .SignalAsync(child => child.BumpAsync(), new() { CancellationToken = cancellationToken }),
        _ => Workflow.GetExternalWorkflowHandle(ChildId(step.Target)).CancelAsync(),
    };

    private static ContinueAsNewException Continue(WorkflowProgram rest) =>
        Workflow.CreateContinueAsNewException((ProgramWorkflow next) => next.RunAsync(rest));

    /// <summary>Runs that follow as new have other children.</summary>
    private static string ChildId(int step) => $"{Workflow.Info.WorkflowId}/{(Workflow.Info.ContinuedRunId is null ? "" : "again/")}{step}";

    private void Cancel(int step)
    {
        if (!done.Contains(step) && started.TryGetValue(step, out var scope))
        {
            // Not CancelAsync: its callbacks would run on another thread
#pragma warning disable CA1849
            scope.Cancel();
#pragma warning restore CA1849
        }
    }
}

/// <summary>The child of a program: ends by itself, or sooner when it is signalled or cancelled.</summary>
[Workflow("programChild")]
public sealed class ProgramChildWorkflow
{
    private bool bumped;

    [WorkflowRun]
    public async Task<string> RunAsync(string behaviour, int milliseconds)
    {
        var timer = Workflow.DelayAsync(behaviour == "slow" ? 200 : milliseconds, CancellationToken.None);
        await Workflow.WaitConditionAsync(
            () => timer.IsCompleted || bumped || Workflow.CancellationToken.IsCancellationRequested, CancellationToken.None);
        if (Workflow.CancellationToken.IsCancellationRequested)
        {
            throw new CanceledFailureException("cancelled by the parent");
        }

        return behaviour == "fail" ? throw new ApplicationFailureException("failed as told", "Told") : behaviour;
    }

    [WorkflowSignal("bump")]
    public Task BumpAsync()
    {
        bumped = true;
        return Task.CompletedTask;
    }
}
