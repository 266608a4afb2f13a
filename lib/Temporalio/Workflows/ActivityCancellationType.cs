namespace Temporalio.Workflows;

/// <summary>What cancelling an activity's token means.</summary>
public enum ActivityCancellationType
{
    /// <summary>Ask the activity to cancel, and go on at once.</summary>
    TryCancel,

    /// <summary>Ask the activity to cancel, and wait for how it ends. It learns of it when it heartbeats.</summary>
    WaitCancellationCompleted,

    /// <summary>Do not tell the activity, and go on at once.</summary>
    Abandon,
}
