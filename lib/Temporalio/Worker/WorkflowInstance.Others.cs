using Coresdk.ChildWorkflow;
using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCommands;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using Failure = Temporalio.Api.Failure.V1.Failure;
using WorkflowIdReusePolicy = Temporalio.Api.Enums.V1.WorkflowIdReusePolicy;

namespace Temporalio.Worker;

/// <content>Child workflows and external ones.</content>
internal sealed partial class WorkflowInstance
{
    private readonly Dictionary<uint, PendingChild> children = [];
    private readonly Dictionary<uint, TaskCompletionSource<Failure?>> externalSignals = [];
    private readonly Dictionary<uint, TaskCompletionSource<Failure?>> externalCancels = [];
    private uint childCounter;
    private uint externalSignalCounter;
    private uint externalCancelCounter;

    public async Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options)
    {
        var token = options.CancellationToken ?? cancellation.Token;
        ThrowIfCancelled("Child cancelled before scheduled", token);
        var seq = ++childCounter;
        var child = new PendingChild(options.Id ?? Workflow.NewGuid().ToString());
        AddCommand(new()
        {
            StartChildWorkflowExecution = ChildCommand(seq, child.WorkflowId, workflow, args, options),
            UserMetadata = Summarise(options.StaticSummary, options.StaticDetails),
        });
        children.Add(seq, child);
        child.Registration = token.UnsafeRegister(
            _ =>
            {
                if (children.ContainsKey(seq))
                {
                    AddCommand(new() { CancelChildWorkflowExecution = new() { ChildWorkflowSeq = seq } });
                }
            },
            null);
        var started = await child.Started.Task;
        switch (started.StatusCase)
        {
            case ResolveChildWorkflowExecutionStart.StatusOneofCase.Succeeded:
                return new ChildHandle<TWorkflow, TResult>(this, child, started.Succeeded.RunId);
            case ResolveChildWorkflowExecutionStart.StatusOneofCase.Cancelled:
                throw ToException(started.Cancelled.Failure);
            default:
                var failed = started.Failed;
                throw new WorkflowAlreadyStartedException(
                    $"Child workflow {failed.WorkflowId} was not started: {failed.Cause}", failed.WorkflowId, failed.WorkflowType, "<unknown>");
        }
    }

    public Task SignalExternalAsync(
        string id, string? runId, string signal, IReadOnlyCollection<object?> args, CancellationToken? cancellationToken) =>
        SendSignalAsync(
            new() { WorkflowExecution = new() { Namespace = details.Namespace, WorkflowId = id, RunId = runId ?? "" } },
            signal, args, cancellationToken);

    public async Task CancelExternalAsync(string id, string? runId)
    {
        var seq = ++externalCancelCounter;
        AddCommand(new()
        {
            RequestCancelExternalWorkflowExecution = new()
            {
                Seq = seq,
                WorkflowExecution = new() { Namespace = details.Namespace, WorkflowId = id, RunId = runId ?? "" },
            },
        });
        var source = externalCancels[seq] = new();
        ThrowIfFailed(await source.Task);
    }

    private async Task SendSignalAsync(
        SignalExternalWorkflowExecution command, string signal, IReadOnlyCollection<object?> args, CancellationToken? cancellationToken)
    {
        var token = cancellationToken ?? cancellation.Token;
        ThrowIfCancelled("Signal cancelled before scheduled", token);
        var seq = command.Seq = ++externalSignalCounter;
        command.SignalName = signal;
        command.Args.AddRange(converter.ToPayloads(args));
        AddCommand(new() { SignalExternalWorkflowExecution = command });
        var source = externalSignals[seq] = new();
        using var registration = token.UnsafeRegister(
            _ =>
            {
                if (externalSignals.ContainsKey(seq))
                {
                    AddCommand(new() { CancelSignalWorkflow = new() { Seq = seq } });
                }
            },
            null);
        ThrowIfFailed(await source.Task);
    }

    private StartChildWorkflowExecution ChildCommand(
        uint seq, string id, string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options)
    {
        var command = new StartChildWorkflowExecution
        {
            Seq = seq,
            Namespace = details.Namespace,
            WorkflowId = id,
            WorkflowType = workflow,
            TaskQueue = options.TaskQueue ?? details.TaskQueue,
            WorkflowExecutionTimeout = Durations.Of(options.ExecutionTimeout),
            WorkflowRunTimeout = Durations.Of(options.RunTimeout),
            WorkflowTaskTimeout = Durations.Of(options.TaskTimeout),
            ParentClosePolicy = (Coresdk.ChildWorkflow.ParentClosePolicy)options.ParentClosePolicy,
            WorkflowIdReusePolicy = options.IdReusePolicy == WorkflowIdReusePolicy.Unspecified
                ? WorkflowIdReusePolicy.AllowDuplicate
                : options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? "",
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            CancellationType = (Coresdk.ChildWorkflow.ChildWorkflowCancellationType)options.CancellationType,
            Priority = options.Priority?.ToProto(),
        };
        command.Input.AddRange(converter.ToPayloads(args));
        AddMemo(command.Memo, options.Memo);
        return command;
    }

    private void ResolveChildStart(ResolveChildWorkflowExecutionStart resolution)
    {
        if (!children.TryGetValue(resolution.Seq, out var child))
        {
            return;
        }

        if (resolution.StatusCase != ResolveChildWorkflowExecutionStart.StatusOneofCase.Succeeded)
        {
            children.Remove(resolution.Seq);
            child.Registration.Dispose();
        }

        child.Started.TrySetResult(resolution);
    }

    private void ResolveChild(ResolveChildWorkflowExecution resolution)
    {
        if (!children.Remove(resolution.Seq, out var child))
        {
            return;
        }

        if (resolution.Result.Cancelled is { } cancelled)
        {
            // Whoever cancels before the server has said that the child runs, hears of its start no more
            child.Started.TrySetResult(new() { Cancelled = new() { Failure = cancelled.Failure } });
        }

        child.Completed.TrySetResult(resolution.Result);
    }

    private void ThrowIfFailed(Failure? failure)
    {
        if (failure is not null)
        {
            throw ToException(failure);
        }
    }

    private static void ResolveExternal(Dictionary<uint, TaskCompletionSource<Failure?>> pending, uint seq, Failure? failure)
    {
        if (pending.Remove(seq, out var source))
        {
            source.TrySetResult(failure);
        }
    }

    private sealed class PendingChild(string workflowId)
    {
        public string WorkflowId => workflowId;

        public TaskCompletionSource<ResolveChildWorkflowExecutionStart> Started { get; } = new();

        public TaskCompletionSource<ChildWorkflowResult> Completed { get; } = new();

        public CancellationTokenRegistration Registration { get; set; }
    }

    private sealed class ChildHandle<TWorkflow, TResult>(WorkflowInstance owner, PendingChild child, string runId)
        : ChildWorkflowHandle<TWorkflow, TResult>
    {
        public override string Id => child.WorkflowId;

        public override string FirstExecutionRunId => runId;

        public override async Task<T> GetResultAsync<T>()
        {
            var result = await child.Completed.Task;
            return result.StatusCase switch
            {
                ChildWorkflowResult.StatusOneofCase.Completed => HandlerParameters.Decode<T>(owner.converter, result.Completed.Result),
                ChildWorkflowResult.StatusOneofCase.Failed => throw owner.ToException(result.Failed.Failure_),
                _ => throw owner.ToException(result.Cancelled.Failure),
            };
        }

        public override Task SignalAsync(
            string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
            owner.SendSignalAsync(new() { ChildWorkflowId = Id }, signal, args, options?.CancellationToken);
    }
}
