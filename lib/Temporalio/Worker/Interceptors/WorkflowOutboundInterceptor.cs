using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>
/// What leaves a workflow, to be overridden in part. Every method passes its input on. Overrides are workflow code:
/// they run on replay, and must do the same then.
/// </summary>
public abstract class WorkflowOutboundInterceptor
{
    private readonly WorkflowOutboundInterceptor? next;

    /// <param name="next">The interceptor to pass calls on to.</param>
    protected WorkflowOutboundInterceptor(WorkflowOutboundInterceptor next) => this.next = next;

    private protected WorkflowOutboundInterceptor()
    {
    }

    /// <summary>The interceptor to pass calls on to.</summary>
    protected WorkflowOutboundInterceptor Next =>
        next ?? throw new InvalidOperationException("This is the last interceptor; it has no next one.");

    /// <summary>Asks another workflow to cancel.</summary>
    public virtual Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) =>
        Next.CancelExternalWorkflowAsync(input);

    /// <summary>Makes the exception that ends this run and begins the next.</summary>
    public virtual ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
        Next.CreateContinueAsNewException(input);

    /// <summary>Starts a timer; also that of a condition's timeout, or between attempts of a local activity.</summary>
    public virtual Task DelayAsync(DelayAsyncInput input) => Next.DelayAsync(input);

    /// <summary>Runs an activity.</summary>
    public virtual Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
        Next.ScheduleActivityAsync<TResult>(input);

    /// <summary>Runs a local activity.</summary>
    public virtual Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        Next.ScheduleLocalActivityAsync<TResult>(input);

    /// <summary>Signals a child workflow.</summary>
    public virtual Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) => Next.SignalChildWorkflowAsync(input);

    /// <summary>Signals another workflow.</summary>
    public virtual Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
        Next.SignalExternalWorkflowAsync(input);

    /// <summary>Starts a child workflow; done when it has started.</summary>
    public virtual Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        StartChildWorkflowInput input) => Next.StartChildWorkflowAsync<TWorkflow, TResult>(input);
}
