namespace Temporalio.Worker.Interceptors;

/// <summary>
/// What reaches a workflow, to be overridden in part. Every method passes its input on. Overrides are workflow code:
/// they run on replay, and must do the same then.
/// </summary>
public abstract class WorkflowInboundInterceptor
{
    private readonly WorkflowInboundInterceptor? next;

    /// <param name="next">The interceptor to pass calls on to.</param>
    protected WorkflowInboundInterceptor(WorkflowInboundInterceptor next) => this.next = next;

    private protected WorkflowInboundInterceptor()
    {
    }

    /// <summary>The interceptor to pass calls on to.</summary>
    protected WorkflowInboundInterceptor Next =>
        next ?? throw new InvalidOperationException("This is the last interceptor; it has no next one.");

    /// <summary>Called once, before the workflow is made. Wrap the outbound interceptor here to see what leaves it.</summary>
    public virtual void Init(WorkflowOutboundInterceptor outbound) => Next.Init(outbound);

    /// <summary>Runs the workflow.</summary>
    /// <returns>The workflow's result; null for one without.</returns>
    public virtual Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) => Next.ExecuteWorkflowAsync(input);

    /// <summary>Handles a signal.</summary>
    public virtual Task HandleSignalAsync(HandleSignalInput input) => Next.HandleSignalAsync(input);

    /// <summary>Answers a query. Nothing may change meanwhile.</summary>
    public virtual object? HandleQuery(HandleQueryInput input) => Next.HandleQuery(input);

    /// <summary>Validates an update; throws to reject it. Nothing may change meanwhile, and replay leaves it out.</summary>
    public virtual void ValidateUpdate(HandleUpdateInput input) => Next.ValidateUpdate(input);

    /// <summary>Handles an update.</summary>
    /// <returns>The update's result; null for one without.</returns>
    public virtual Task<object?> HandleUpdateAsync(HandleUpdateInput input) => Next.HandleUpdateAsync(input);
}
