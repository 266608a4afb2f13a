using Temporalio.Workflows;

namespace TemporalScale;

/// <summary>The workflow <c>sleeper</c>: waits until its time, as a planned delivery does, and ends.</summary>
[Workflow("sleeper")]
public sealed class SleeperWorkflow
{
    [WorkflowRun]
    public async Task RunAsync(Delivery delivery)
    {
        Progress.Asleep();
        await Workflow.DelayAsync(delivery.Due - Workflow.UtcNow);
        if (!Workflow.Unsafe.IsReplaying)
        {
            Progress.Awake(delivery.Due);
        }
    }
}

/// <summary>What a sleeper carries.</summary>
/// <param name="Due">When it wakes, UTC.</param>
/// <param name="User">Whom it is for.</param>
/// <param name="Text">As much text as a notification has.</param>
public sealed record Delivery(DateTime Due, string User, string Text);
