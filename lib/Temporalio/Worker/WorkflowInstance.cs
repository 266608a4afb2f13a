using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCommands;
using Coresdk.WorkflowCompletion;
using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>
/// One run of a workflow in memory. It is the task scheduler of the workflow's code: a single queue, emptied within
/// an activation by whichever thread activates it, so that the same activations always run the same code in the same
/// order.
/// </summary>
internal sealed partial class WorkflowInstance : TaskScheduler, IWorkflowActivator
{
    private readonly WorkflowInstanceDetails details;
    private readonly IPayloadConverter converter;
    private readonly CancellationTokenSource cancellation = new();
    private readonly Queue<Task> queue = new();
    private readonly LinkedList<PendingCondition> conditions = new();
    private Success completion = new();
    private Exception? activationException;
    private DateTime utcNow;
    private volatile int phase = Phase.Waiting;
    private volatile bool leftScheduler;
    private bool isTraced;
    private bool withoutTracing;
    private DeterministicRandom random = new(0);

    public WorkflowInstance(WorkflowInstanceDetails details)
    {
        this.details = details;
        converter = details.DataConverter.PayloadConverter;
        stacks = new(details.StackTrace);
        Handlers = new(details.Definition);
        meter = new(() => new ReplaySafeMeter(this, details.Meter.WithTags([new("workflow_type", Info.WorkflowType)])));
        logger = new(() => new ReplayAwareLogger(this, details.LoggerFactory.CreateLogger($"Temporalio.Workflow:{Info.WorkflowType}")));
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether a call that leaves this scheduler fails the activation.</summary>
    public bool TracesCalls => isTraced && !withoutTracing;

    private bool IsEvicted => phase is Phase.Abandoned or Phase.Gone;

    /// <inheritdoc/>
    public WorkflowActivationCompletion Activate(WorkflowActivation activation)
    {
        if (Interlocked.CompareExchange(ref phase, Phase.Running, Phase.Waiting) != Phase.Waiting)
        {
            throw new InvalidOperationException($"Run {activation.RunId} left memory, or another thread runs its code.");
        }

        try
        {
            Run(activation);
            return Conclude(activation.RunId);
        }
        finally
        {
            if (Interlocked.CompareExchange(ref phase, Phase.Waiting, Phase.Running) == Phase.Abandoned)
            {
                Release();
            }
        }
    }

    /// <summary>Fails the activation for what its code did just now.</summary>
    public void FailActivation(string reason) =>
        activationException ??= new InvalidWorkflowSchedulerException(reason, Environment.StackTrace);

    public T WithoutTracing<T>(Func<T> function)
    {
        var outer = withoutTracing;
        withoutTracing = true;
        try
        {
            return function();
        }
        finally
        {
            withoutTracing = outer;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref phase, Phase.Abandoned, Phase.Running) == Phase.Waiting)
        {
            Release();
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (IsEvicted)
        {
            return;
        }

        if (Workflow.IsIn(this))
        {
            queue.Enqueue(task);
            return;
        }

        // Throwing here would bring down whichever thread that is
        details.LoggerFactory.CreateLogger<WorkflowInstance>().LeftScheduler(Info.WorkflowId);
        leftScheduler = true;
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => queue;

    private void Run(WorkflowActivation activation)
    {
        completion = new Success();
        activationException = leftScheduler
            ? new InvalidWorkflowSchedulerException(
                "Workflow code was continued by a thread outside of it. Await only what the Workflow class or the workflow itself made.")
            : null;
        runId = activation.RunId;
        IsReplaying = activation.IsReplaying;
        utcNow = activation.Timestamp?.ToDateTime() ?? utcNow;
        CurrentHistoryLength = (int)activation.HistoryLength;
        CurrentHistorySize = (int)activation.HistorySizeBytes;
        ContinueAsNewSuggested = activation.ContinueAsNewSuggested;
        isTraced = details.Tracing?.TryEnter() == true;
        Workflow.Enter(this);
        try
        {
            RunJobs(activation.Jobs);
        }
#pragma warning disable CA1031 // Whatever it is, the task fails with it
        catch (Exception e)
#pragma warning restore CA1031
        {
            activationException ??= e;
        }
        finally
        {
            Workflow.Leave();
            if (isTraced)
            {
                WorkflowTracing.Leave();
            }
        }
    }

    private void RunJobs(IEnumerable<WorkflowActivationJob> jobs)
    {
        foreach (var job in jobs)
        {
            Apply(job);
        }

        StartMainOnce();
        do
        {
            RunUntilIdle();
        }
        while (activationException is null && !IsEvicted && DeliverWaitingSignals());
    }

    private WorkflowActivationCompletion Conclude(string run)
    {
        if (activationException is { } failed)
        {
            return new()
            {
                RunId = run,
                Failed = new() { Failure_ = details.DataConverter.FailureConverter.ToFailure(failed, converter) },
            };
        }

        WarnOfUnfinishedHandlers();
        return new() { RunId = run, Successful = completion };
    }

    private void Release()
    {
        phase = Phase.Gone;
        queue.Clear();
        cancellation.Dispose();
    }

    private void RunUntilIdle()
    {
        do
        {
            while (queue.TryDequeue(out var task))
            {
                TryExecuteTask(task);
                if (activationException is not null || IsEvicted)
                {
                    return;
                }
            }
        }
        while (!IsEvicted && TryResolveCondition());
    }

    /// <summary>Only the first condition that holds goes on; what it does may undo the others.</summary>
    private bool TryResolveCondition()
    {
        for (var node = conditions.First; node is not null; node = node.Next)
        {
            if (node.Value.Check())
            {
                conditions.Remove(node);
                node.Value.Source.TrySetResult(true);
                return true;
            }
        }

        return false;
    }

    private Task Schedule(Func<Task> function) =>
        Task.Factory.StartNew(function, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    private void AddCommand(WorkflowCommand command)
    {
        if (inReadOnlyCode)
        {
            throw new InvalidWorkflowOperationException(
                $"{command.VariantCase} was issued where nothing may change: in a query, a validator or a condition.");
        }

        completion.Commands.Add(command);
    }

    /// <summary>Who may touch the instance: while its code runs, the thread that runs it, even if nobody waits for that thread any more.</summary>
    private static class Phase
    {
        public const int Waiting = 0;
        public const int Running = 1;

        /// <summary>Disposed of while its code ran; the code's thread releases it when it comes back.</summary>
        public const int Abandoned = 2;
        public const int Gone = 3;
    }

    private sealed record PendingCondition(Func<bool> Check, TaskCompletionSource<bool> Source);
}
