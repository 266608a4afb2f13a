namespace Temporalio.Workflows;

/// <summary>How a child workflow is signalled.</summary>
public class ChildWorkflowSignalOptions : ICloneable
{
    /// <summary>Cancels it; null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
