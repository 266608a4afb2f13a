using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Bridge;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Runs workflow code along a recorded history, to show that changed code still fits it.</summary>
public sealed class WorkflowReplayer
{
    private readonly ActivationRunner runner;

    /// <param name="options">Copied.</param>
    /// <exception cref="ArgumentException">There are no workflows, or two of one name.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        if (options.Workflows.Count == 0)
        {
            throw new ArgumentException("The replayer has no workflows. Add at least one.");
        }

        Options = (WorkflowReplayerOptions)options.Clone();
        var factory = new WorkflowFactory(
            Options.Workflows, Options.Namespace, Options.TaskQueue, Options.DataConverter, Options.LoggerFactory,
            Options.WorkflowFailureExceptionTypes, Options.Interceptors ?? [])
        {
            TracesCalls = !Options.DisableWorkflowTracingEventListener,
        };
        runner = new(new()
        {
            Namespace = Options.Namespace,
            TaskQueue = Options.TaskQueue,
            Identity = "replayer",
            BuildId = "replayer",
            StickyQueue = null,
            StickyTimeout = TimeSpan.Zero,
            DeadlockTimeout = Options.DebugMode ? null : WorkflowTaskOptions.DefaultDeadlockTimeout,
            Codec = Options.DataConverter.PayloadCodec,
            CreateActivator = factory.Create,
            RunLocalActivity = (_, _, _, _, _) => throw new InvalidOperationException("A replayer runs no local activities."),
            Logger = Options.LoggerFactory.CreateLogger<WorkflowReplayer>(),
        });
    }

    /// <summary>A copy of the options given at construction.</summary>
    public WorkflowReplayerOptions Options { get; }

    /// <summary>Replays one history.</summary>
    /// <param name="history">What was recorded.</param>
    /// <param name="throwOnReplayFailure">Whether to throw, rather than to return, why the code does not fit.</param>
    /// <param name="cancellationToken">Gives up between tasks of the history.</param>
    /// <exception cref="WorkflowNondeterminismException">The code does not fit the history.</exception>
    /// <exception cref="InvalidWorkflowOperationException">The code failed otherwise.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var failure = await ReplayAsync(history).ConfigureAwait(false);
        return failure is not null && throwOnReplayFailure ? throw failure : new(history, failure);
    }

    /// <summary>Replays histories one after another.</summary>
    public async Task<IReadOnlyCollection<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
        {
            results.Add(await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>Replays histories one after another, as they come.</summary>
    public async IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var history in histories.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<InvalidWorkflowOperationException?> ReplayAsync(WorkflowHistory history)
    {
        var started = history.Events.FirstOrDefault()?.WorkflowExecutionStartedEventAttributes
            ?? throw new ArgumentException($"The history of {history.Id} does not begin with the start of a workflow.", nameof(history));
        using var run = new CachedRun(new(Options.Namespace, history.Id, started.OriginalExecutionRunId, Options.TaskQueue));
        try
        {
            run.Machines.Append(history.Events, startedEventId: 0);
            await runner.RunAsync(run).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is NondeterminismException or HistoryGapException)
        {
            return new WorkflowNondeterminismException(e.Message, e);
        }
        catch (WorkflowTaskFailure e)
        {
            var inner = await Options.DataConverter.ToExceptionAsync(e.Failure).ConfigureAwait(false);
            return e.Cause == WorkflowTaskFailedCause.NonDeterministicError
                ? new WorkflowNondeterminismException(inner.Message, inner)
                : new InvalidWorkflowOperationException($"Workflow {history.Id} failed on replay: {inner.Message}", inner);
        }
    }
}
