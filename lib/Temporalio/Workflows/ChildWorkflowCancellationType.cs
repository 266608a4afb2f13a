namespace Temporalio.Workflows;

/// <summary>What cancelling a child workflow's token means.</summary>
public enum ChildWorkflowCancellationType
{
    /// <summary>Do not tell the child, and go on at once.</summary>
    Abandon,

    /// <summary>Ask the child to cancel, and go on at once.</summary>
    TryCancel,

    /// <summary>Ask the child to cancel, and wait for how it ends.</summary>
    WaitCancellationCompleted,

    /// <summary>Ask the child to cancel, and wait until it was asked.</summary>
    WaitCancellationRequested,
}
