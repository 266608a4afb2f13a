namespace Temporalio.Exceptions;

/// <summary>Workflow code left the deterministic scheduler, for example through <c>Task.Run</c>.</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    private readonly string? stackTrace;

    internal InvalidWorkflowSchedulerException(string message, string? stackTrace = null)
        : base(message) => this.stackTrace = stackTrace;

    /// <summary>Where the workflow left its scheduler.</summary>
    public override string? StackTrace => stackTrace ?? base.StackTrace;
}
