namespace Temporalio.Workflows;

/// <summary>What becomes of a child workflow when its parent ends.</summary>
public enum ParentClosePolicy
{
    /// <summary>The server's default.</summary>
    None,

    /// <summary>The child is terminated.</summary>
    Terminate,

    /// <summary>The child goes on.</summary>
    Abandon,

    /// <summary>The child is asked to cancel.</summary>
    RequestCancel,
}
