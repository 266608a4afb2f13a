using Temporalio.Activities;

namespace Notify.Activities.Progress;

/// <summary>Tells Temporal that an activity is alive, and the board how far it is, in one call.</summary>
public sealed class StepReporter(ProgressBoard board)
{
    /// <summary>Call it after every batch; throws when the activity is to stop.</summary>
    /// <exception cref="OperationCanceledException">The activity was cancelled, or its worker is stopping.</exception>
    public void Report(string step, long done, long total)
    {
        board.Report(step, done, total);
        var context = ActivityExecutionContext.Current;
        context.Heartbeat(done, total);
        context.CancellationToken.ThrowIfCancellationRequested();
    }
}
