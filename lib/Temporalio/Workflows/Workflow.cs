using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>What workflow code may use: everything here replays.</summary>
public static partial class Workflow
{
    [ThreadStatic]
    private static IWorkflowContext? current;

    /// <summary>Whether no signal or update handler is running; worth waiting for before the workflow ends.</summary>
    public static bool AllHandlersFinished => Context.AllHandlersFinished;

    /// <summary>Cancelled when the workflow is asked to cancel.</summary>
    public static CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>The server thinks the history has grown long enough.</summary>
    public static bool ContinueAsNewSuggested => Context.ContinueAsNewSuggested;

    /// <summary>Text for people about what the workflow is doing, in Temporal Markdown.</summary>
    public static string CurrentDetails
    {
        get => Context.CurrentDetails;
        set => Context.CurrentDetails = value;
    }

    /// <summary>Events in the history up to this task.</summary>
    public static int CurrentHistoryLength => Context.CurrentHistoryLength;

    /// <summary>Bytes in the history up to this task.</summary>
    public static int CurrentHistorySize => Context.CurrentHistorySize;

    /// <summary>The update this handler runs for; null elsewhere.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo => Context.CurrentUpdateInfo;

    /// <summary>What the workflow was told when it started.</summary>
    public static WorkflowInfo Info => Context.Info;

    /// <summary>The object whose methods are running.</summary>
    public static object Instance => Context.Instance;

    /// <summary>Whether this code runs in a workflow.</summary>
    public static bool InWorkflow => current is not null;

    /// <summary>Logs only what happens for the first time.</summary>
    public static ILogger Logger => Context.Logger;

    /// <summary>The workflow's memo, as it stands.</summary>
    public static IReadOnlyDictionary<string, IRawValue> Memo => Context.Memo;

    /// <summary>
    /// Makes metrics that carry the namespace, the task queue and the workflow's type, and record only what happens for
    /// the first time.
    /// </summary>
    public static MetricMeter MetricMeter => Context.MetricMeter;

    /// <summary>The workflow's converter.</summary>
    public static IPayloadConverter PayloadConverter => Context.PayloadConverter;

    /// <summary>Random numbers that replay.</summary>
    public static Random Random => Context.Random;

    /// <summary>The workflow's search attributes, as they stand.</summary>
    public static SearchAttributeCollection TypedSearchAttributes => Context.TypedSearchAttributes;

    /// <summary>The time at which the current task began.</summary>
    public static DateTime UtcNow => Context.UtcNow;

    private static IWorkflowContext Context =>
        current ?? throw new InvalidOperationException("Not in a workflow: this may only be used by workflow code.");

    /// <summary>Ends this run and begins the next; throw it.</summary>
    /// <param name="workflow">The workflow type's name.</param>
    /// <param name="args">Arguments of the next run.</param>
    /// <param name="options">How the next run differs.</param>
    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null) =>
        Context.CreateContinueAsNewException(workflow, args, options);

    /// <summary>Waits.</summary>
    /// <param name="delay">How long; at least zero, or infinite.</param>
    /// <param name="cancellationToken">Ends the wait; null for the workflow's own token.</param>
    /// <exception cref="TaskCanceledException">The token was cancelled.</exception>
    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Context.DelayAsync(new(delay, CancellationToken: cancellationToken));

    /// <summary>Waits.</summary>
    /// <param name="millisecondsDelay">How long, in milliseconds; -1 for ever.</param>
    /// <param name="cancellationToken">Ends the wait; null for the workflow's own token.</param>
    /// <exception cref="TaskCanceledException">The token was cancelled.</exception>
    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        Context.DelayAsync(new(millisecondsDelay, cancellationToken: cancellationToken));

    /// <summary>Waits.</summary>
    /// <exception cref="TaskCanceledException">The token was cancelled.</exception>
    public static Task DelayWithOptionsAsync(DelayOptions options) => Context.DelayAsync(options);

    /// <summary>Like <see cref="Patched"/>, where no workflow without the patch is left.</summary>
    public static void DeprecatePatch(string patchId) => Context.Patch(patchId, deprecated: true);

    /// <summary>A new id, the same on replay.</summary>
    public static Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Context.Random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    /// <summary>Whether to take the new way: true unless the workflow went past here before the patch.</summary>
    /// <param name="patchId">Names the change.</param>
    public static bool Patched(string patchId) => Context.Patch(patchId, deprecated: false);

    /// <summary>Runs code on the workflow's scheduler; in place of <c>Task.Run</c>, which must not be used.</summary>
    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null) => Task.Factory.StartNew(
        function, cancellationToken ?? Context.CancellationToken, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();

    /// <inheritdoc cref="RunTaskAsync(Func{Task}, CancellationToken?)"/>
    public static Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken? cancellationToken = null) =>
        Task.Factory.StartNew(
            function, cancellationToken ?? Context.CancellationToken, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();

    /// <summary>Changes the memo.</summary>
    /// <exception cref="ArgumentException">There are no updates, or two of one key.</exception>
    public static void UpsertMemo(params MemoUpdate[] updates) => Context.UpsertMemo(updates);

    /// <summary>Changes search attributes.</summary>
    /// <exception cref="ArgumentException">There are no updates, or two of one key.</exception>
    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) =>
        Context.UpsertTypedSearchAttributes(updates);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="conditionCheck">Whether the wait is over; free of side effects.</param>
    /// <param name="cancellationToken">Ends the wait; null for the workflow's own token.</param>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        Context.WaitConditionAsync(new(conditionCheck, CancellationToken: cancellationToken));

    /// <summary>Waits until a condition holds, or a time has passed.</summary>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        Context.WaitConditionAsync(new(conditionCheck, timeout, CancellationToken: cancellationToken));

    /// <summary>Waits until a condition holds, or a time in milliseconds has passed.</summary>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    /// <summary>Waits until a condition holds, or a time has passed.</summary>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options) =>
        Context.WaitConditionAsync(options);

    /// <summary>Waits for all tasks.</summary>
    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all tasks.</summary>
    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all tasks, and gathers their results.</summary>
    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all tasks, and gathers their results.</summary>
    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for the first task to end.</summary>
    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    /// <summary>Waits for the first task to end.</summary>
    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks);

    /// <summary>Waits for the first task to end.</summary>
    public static Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAny(tasks);

    /// <summary>Waits for the first task to end.</summary>
    public static Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAny(tasks);

    internal static void Enter(IWorkflowContext context) => current = context;

    internal static void Leave() => current = null;

    internal static bool IsIn(IWorkflowContext context) => ReferenceEquals(current, context);

    /// <summary>What is only for those who know that it breaks determinism.</summary>
    public static class Unsafe
    {
        /// <summary>Whether the code is being led through what it already did.</summary>
        public static bool IsReplaying => Context.IsReplaying;

        /// <summary>Runs code that may leave the workflow's scheduler, and so must not decide what the workflow does.</summary>
        public static void WithTracingEventListenerDisabled(Action fn) => Context.WithoutTracing(() =>
        {
            fn();
            return true;
        });

        /// <summary>Runs code that may leave the workflow's scheduler, and so must not decide what the workflow does.</summary>
        public static T WithTracingEventListenerDisabled<T>(Func<T> fn) => Context.WithoutTracing(fn);
    }
}
