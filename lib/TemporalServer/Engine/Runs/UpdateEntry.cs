using Temporalio.Api.Update.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace TemporalServer.Engine.Runs;

/// <summary>
/// One update of a run. Only what the workflow accepted is durable, and what a reset admitted: before that nobody was told
/// that the update exists, and the client sends it again.
/// </summary>
internal sealed class UpdateEntry(string id, Request? request)
{
    private readonly TaskCompletionSource accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    /// <summary>What is asked; null when it lies in the history.</summary>
    public Request? Request { get; set; } = request;

    public Stage Stage { get; private set; } = Stage.Admitted;

    /// <summary>Whether the outstanding workflow task carries it.</summary>
    public bool IsSent { get; set; }

    public long SequencingId { get; set; }

    /// <summary>The event with which a reset admitted it; 0 for none.</summary>
    public long AdmittedId { get; set; }

    public long AcceptedId { get; set; }

    public long CompletedId { get; set; }

    /// <summary>Whether it survives a restart.</summary>
    public bool IsDurable => AdmittedId > 0 || AcceptedId > 0;

    public Outcome? Outcome { get; private set; }

    public Task Accepted => accepted.Task;

    public Task Completed => completed.Task;

    public void Reach(Stage stage, Outcome? outcome = null)
    {
        Stage = stage;
        Outcome = outcome ?? Outcome;
        accepted.TrySetResult();
        if (stage == Stage.Completed)
        {
            completed.TrySetResult();
        }
    }

    /// <summary>The update will never be processed.</summary>
    public void Abort(Exception error)
    {
        accepted.TrySetException(error);
        completed.TrySetException(error);
        _ = accepted.Task.Exception;
        _ = completed.Task.Exception;
    }
}
