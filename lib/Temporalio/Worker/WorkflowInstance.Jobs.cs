using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCommands;
using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker;

/// <content>What each job of an activation does, and how the workflow begins and ends.</content>
internal sealed partial class WorkflowInstance
{
    private readonly HashSet<string> notifiedPatches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> patchMemo = new(StringComparer.Ordinal);
    private InitializeWorkflow? initialize;
    private object?[] runArguments = [];
    private bool mainStarted;

    private void Apply(WorkflowActivationJob job)
    {
        switch (job.VariantCase)
        {
            case WorkflowActivationJob.VariantOneofCase.InitializeWorkflow:
                Initialize(job.InitializeWorkflow);
                break;
            case WorkflowActivationJob.VariantOneofCase.UpdateRandomSeed:
                random = new(job.UpdateRandomSeed.RandomnessSeed);
                break;
            case WorkflowActivationJob.VariantOneofCase.QueryWorkflow:
                Query(job.QueryWorkflow);
                break;
            case WorkflowActivationJob.VariantOneofCase.CancelWorkflow:
                cancellation.Cancel();
                break;
            case WorkflowActivationJob.VariantOneofCase.SignalWorkflow:
                Signal(job.SignalWorkflow);
                break;
            case WorkflowActivationJob.VariantOneofCase.NotifyHasPatch:
                notifiedPatches.Add(job.NotifyHasPatch.PatchId);
                break;
            case WorkflowActivationJob.VariantOneofCase.DoUpdate:
                Update(job.DoUpdate);
                break;
            default:
                Resolve(job);
                break;
        }
    }

    /// <summary>Something the workflow waits for has come about.</summary>
    private void Resolve(WorkflowActivationJob job)
    {
        switch (job.VariantCase)
        {
            case WorkflowActivationJob.VariantOneofCase.FireTimer:
                if (timers.Remove(job.FireTimer.Seq, out var timer))
                {
                    timer.Fire();
                }

                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveActivity:
                if (activities.Remove(job.ResolveActivity.Seq, out var activity))
                {
                    activity.TrySetResult(job.ResolveActivity.Result);
                }

                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveChildWorkflowExecutionStart:
                ResolveChildStart(job.ResolveChildWorkflowExecutionStart);
                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveChildWorkflowExecution:
                ResolveChild(job.ResolveChildWorkflowExecution);
                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveSignalExternalWorkflow:
                ResolveExternal(externalSignals, job.ResolveSignalExternalWorkflow.Seq, job.ResolveSignalExternalWorkflow.Failure);
                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveRequestCancelExternalWorkflow:
                var cancel = job.ResolveRequestCancelExternalWorkflow;
                ResolveExternal(externalCancels, cancel.Seq, cancel.Failure);
                break;
            default:
                throw new InvalidOperationException($"Activation job {job.VariantCase} is not known to this worker.");
        }
    }

    private void Initialize(InitializeWorkflow init)
    {
        initialize = init;
        random = new(init.RandomnessSeed);
        Info = CreateInfo(init);
        memo = init.Memo?.Fields.ToDictionary(pair => pair.Key, IRawValue (pair) => new RawValue(pair.Value)) ?? [];
        TypedSearchAttributes = SearchAttributeCollection.FromProto(init.SearchAttributes);
        Intercept();
        runArguments = details.Definition.Dynamic
            ? [HandlerParameters.Raw(init.Arguments)]
            : HandlerParameters.Decode(converter, details.Definition.Run.Parameters, init.Arguments);
        Instance = details.Definition.InstanceCreator(runArguments)
            ?? throw new InvalidOperationException($"No instance of {details.Definition.Type} was made.");
    }

    private WorkflowInfo CreateInfo(InitializeWorkflow init) => new(
        init.Attempt,
        NullIfEmpty(init.ContinuedFromExecutionRunId),
        NullIfEmpty(init.CronSchedule),
        Positive(init.WorkflowExecutionTimeout),
        init.FirstExecutionRunId,
        new Dictionary<string, Payload>(init.Headers),
        init.ContinuedFailure is { } failure ? ToException(failure) : null,
        init.LastCompletionResult?.Payloads_.Select(IRawValue (payload) => new RawValue(payload)).ToList(),
        details.Namespace,
        init.ParentWorkflowInfo is { } parent ? new(parent.Namespace, parent.RunId, parent.WorkflowId) : null,
        Common.Priority.FromProto(init.Priority),
        init.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
        init.RootWorkflow is { } root ? new(root.RunId, root.WorkflowId) : null,
        runId,
        Positive(init.WorkflowRunTimeout),
        utcNow,
        details.TaskQueue,
        Positive(init.WorkflowTaskTimeout) ?? TimeSpan.FromSeconds(10),
        init.WorkflowId,
        init.StartTime?.ToDateTime() ?? utcNow,
        init.WorkflowType);

    private void StartMainOnce()
    {
        if (!mainStarted && initialize is not null)
        {
            mainStarted = true;
            _ = Schedule(() => EndWorkflowAsync(
                () => Inbound.ExecuteWorkflowAsync(new(Instance, details.Definition.RunMethod, runArguments)), Complete));
        }
    }

    private void Complete(Task run) => AddCommand(new()
    {
        CompleteWorkflowExecution = new() { Result = converter.ToPayload(((Task<object?>)run).Result) },
    });

    /// <summary>Turns how the main routine, or a signal handler, ended into the command or the failure it means.</summary>
    /// <param name="function">The main routine, or the handler.</param>
    /// <param name="completed">What its end means, unless it failed; nothing for a handler.</param>
    private async Task EndWorkflowAsync(Func<Task> function, Action<Task>? completed = null)
    {
        try
        {
            var task = function();
            await task;
            completed?.Invoke(task);
        }
        catch (ContinueAsNewException e)
        {
            AddCommand(new() { ContinueAsNewWorkflowExecution = ContinueAsNew(e) });
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && TemporalException.IsCanceledException(e))
        {
            AddCommand(new() { CancelWorkflowExecution = new() });
        }
        catch (Exception e) when (FailsWorkflow(e))
        {
            AddCommand(new() { FailWorkflowExecution = new() { Failure = ToFailure(e) } });
        }
#pragma warning disable CA1031 // Anything else is a bug: the task fails until the code is mended
        catch (Exception e)
#pragma warning restore CA1031
        {
            activationException ??= e;
        }
    }

    private bool FailsWorkflow(Exception e) =>
        e is FailureException or OperationCanceledException
        || details.FailureExceptionTypes.Any(type => type.IsInstanceOfType(e))
        || details.Definition.FailureExceptionTypes?.Any(type => type.IsInstanceOfType(e)) == true;

    private ContinueAsNewWorkflowExecution ContinueAsNew(ContinueAsNewException e)
    {
        var input = e.Input;
        var options = input.Options;
        var command = new ContinueAsNewWorkflowExecution
        {
            WorkflowType = input.Workflow,
            TaskQueue = options?.TaskQueue ?? details.TaskQueue,
            Arguments = { converter.ToPayloads(input.Args) },
            WorkflowRunTimeout = Durations.Of(options?.RunTimeout),
            WorkflowTaskTimeout = Durations.Of(options?.TaskTimeout),
            RetryPolicy = options?.RetryPolicy?.ToProto(),
            SearchAttributes = options?.TypedSearchAttributes?.ToProto(),
        };
        AddMemo(command.Memo, options?.Memo);
        AddHeaders(command.Headers, input.Headers);
        return command;
    }

    private void AddMemo(MapField<string, Payload> to, IReadOnlyDictionary<string, object>? memo)
    {
        foreach (var (key, value) in memo ?? new Dictionary<string, object>())
        {
            to.Add(key, converter.ToPayload(value));
        }
    }

    private Exception ToException(Api.Failure.V1.Failure failure) => details.DataConverter.FailureConverter.ToException(failure, converter);

    private Api.Failure.V1.Failure ToFailure(Exception e) => details.DataConverter.FailureConverter.ToFailure(e, converter);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static TimeSpan? Positive(Google.Protobuf.WellKnownTypes.Duration? duration) =>
        duration?.ToTimeSpan() is { } span && span > TimeSpan.Zero ? span : null;
}
