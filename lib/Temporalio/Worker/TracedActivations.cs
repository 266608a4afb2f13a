namespace Temporalio.Worker;

/// <summary>
/// Which activations of a workflow type are traced: the first thousand of a worker. Whatever code leaves its scheduler
/// later is noticed when it comes back.
/// </summary>
internal sealed class TracedActivations
{
    private int left = 1000;

    /// <summary>Begins to trace, if it is worth it; to be ended by <see cref="WorkflowTracing.Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Volatile.Read(ref left) <= 0 || Interlocked.Decrement(ref left) < 0)
        {
            return false;
        }

        WorkflowTracing.Enter();
        return true;
    }
}
