using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// A span as workflow code may hold it open. A workflow outlives its process, so the span itself has ended by then;
/// on replay, or without a listener, there is none, and the context is that of the parent. Dispose of it to go back to
/// the parent.
/// </summary>
public class WorkflowDiagnosticActivity : IDisposable
{
    private static readonly AsyncLocal<WorkflowDiagnosticActivity?> AsyncLocalCurrent = new();

    internal WorkflowDiagnosticActivity(
        ActivityContext context, Activity? activity, IReadOnlyCollection<KeyValuePair<string, object?>>? tags)
    {
        if (!Workflow.InWorkflow)
        {
            throw new InvalidOperationException("Not in a workflow: this may only be used by workflow code.");
        }

        Context = context;
        Activity = activity;
        Tags = tags;
        Parent = Current;
        AsyncLocalCurrent.Value = this;
    }

    /// <summary>The innermost of the running workflow code; null where no interceptor has made one.</summary>
    public static WorkflowDiagnosticActivity? Current => AsyncLocalCurrent.Value;

    /// <summary>What was current when this was made.</summary>
    public WorkflowDiagnosticActivity? Parent { get; private init; }

    /// <summary>Parent of the spans made within this.</summary>
    public ActivityContext Context { get; private init; }

    /// <summary>The span, which has ended; null if none was made.</summary>
    public Activity? Activity { get; private init; }

    /// <summary>Tags of this span, which those within it inherit.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>>? Tags { get; private init; }

    /// <summary>Makes a span from elsewhere the current one.</summary>
    /// <param name="context">The span.</param>
    /// <param name="tags">What the spans within it inherit.</param>
    /// <exception cref="InvalidOperationException">No workflow is running here.</exception>
    public static WorkflowDiagnosticActivity AttachFromContext(
        ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags = null) => new(context, null, tags);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the parent the current one again.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing) => AsyncLocalCurrent.Value = Parent;
}
