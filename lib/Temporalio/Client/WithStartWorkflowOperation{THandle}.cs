namespace Temporalio.Client;

/// <summary>The start of a workflow with a known kind of handle.</summary>
/// <inheritdoc cref="WithStartWorkflowOperation"/>
public sealed class WithStartWorkflowOperation<THandle> : WithStartWorkflowOperation
    where THandle : WorkflowHandle
{
    private readonly PendingHandle pending;

    internal WithStartWorkflowOperation(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options, PendingHandle pending)
        : base(workflow, args, options) => this.pending = pending;

    /// <summary>The workflow, once the call that starts it is answered.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="Exceptions.RpcException">The call failed.</exception>
    public Task<THandle> GetHandleAsync() => pending.Source.Task;

    /// <inheritdoc/>
    public override object Clone() =>
        new WithStartWorkflowOperation<THandle>(Workflow, Args, (WorkflowOptions)Options.Clone(), pending) { Headers = Headers };

    internal override bool TryMarkUsed() => pending.TryMarkUsed();

    internal override void SetResult(ITemporalClient client, string runId, string? firstExecutionRunId) =>
        pending.Source.TrySetResult(pending.Create(client, Options.Id!, runId, firstExecutionRunId));

    internal override void SetException(Exception exception)
    {
        pending.Source.TrySetException(exception);

        // Whoever made the call has the exception too; the handle need not be asked for
        _ = pending.Source.Task.Exception;
    }

    /// <summary>What an operation shares with its copies.</summary>
    /// <param name="create">Makes the handle of client, workflow id, run and first run.</param>
    internal sealed class PendingHandle(Func<ITemporalClient, string, string, string?, THandle> create)
    {
        private int used;

        public Func<ITemporalClient, string, string, string?, THandle> Create => create;

        public TaskCompletionSource<THandle> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool TryMarkUsed() => Interlocked.Exchange(ref used, 1) == 0;
    }
}
