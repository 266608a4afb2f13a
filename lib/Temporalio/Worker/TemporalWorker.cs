using System.Reflection;
using Microsoft.Extensions.Logging;
using Temporalio.Bridge;
using Temporalio.Client;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>Runs the workflows and activities of one task queue. Thread-safe; executed once.</summary>
public sealed class TemporalWorker : IDisposable
{
    private static readonly TimeSpan DeadlockTimeout = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource shutdown = new();
    private readonly CancellationTokenSource activityCancellation = new();
    private readonly RunCache cache;
    private readonly WorkflowTaskWorker? workflows;
    private readonly ActivityTaskWorker activities;
    private readonly LocalActivityRunner localActivities;
    private readonly bool pollsActivities;
    private int started;

    /// <param name="client">Its connection and converter serve the worker.</param>
    /// <param name="options">Copied.</param>
    /// <exception cref="ArgumentException">The options are not complete, or contradict each other.</exception>
    public TemporalWorker(ITemporalClient client, TemporalWorkerOptions options)
    {
        options.Validate();
        Client = client;
        Options = (TemporalWorkerOptions)options.Clone();
        Options.LoggerFactory ??= client.Options.LoggerFactory;
        var identity = Options.Identity ?? client.Connection.Options.Identity
            ?? $"{Environment.ProcessId}@{Environment.MachineName}";
        var executor = new ActivityExecutor(Options.Activities, client, Options.LoggerFactory, Interceptors, shutdown.Token);
        activities = new(client, Options, executor, identity, shutdown.Token, activityCancellation.Token);
        pollsActivities = Options.Activities.Count > 0 && !Options.LocalActivityWorkerOnly;
        localActivities = new(
            executor, client.Options.DataConverter, Options.TaskQueue!, Options.MaxConcurrentLocalActivities, TimeProvider.System);
        cache = new(Options.MaxCachedWorkflows);
        if (Options.Workflows.Count > 0)
        {
            var stickyQueue = Options.MaxCachedWorkflows > 0 ? $"{identity}-{Guid.NewGuid():N}" : null;
            var handler = new WorkflowTaskHandler(
                client.WorkflowService, cache, TaskOptions(identity, stickyQueue), activities);
            workflows = new(client, Options, handler, identity, stickyQueue);
        }
    }

    /// <summary>The client given at construction.</summary>
    public ITemporalClient Client { get; }

    /// <summary>A copy of the options given at construction.</summary>
    public TemporalWorkerOptions Options { get; }

    private IReadOnlyCollection<IWorkerInterceptor> Interceptors =>
        [.. (Client.Options.Interceptors ?? []).OfType<IWorkerInterceptor>(), .. Options.Interceptors ?? []];

    /// <summary>Runs until cancelled, or until the server refuses for good.</summary>
    /// <param name="stoppingToken">Goes down: first no new tasks, then, after the grace period, activities are cancelled.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled, and everything has ended.</exception>
    /// <exception cref="InvalidOperationException">The worker was executed before.</exception>
    public Task ExecuteAsync(CancellationToken stoppingToken) =>
        ExecuteAsync(() => Task.Delay(Timeout.Infinite, stoppingToken), stoppingToken);

    /// <summary>Runs while a function does.</summary>
    /// <param name="untilComplete">The worker goes down when it ends.</param>
    /// <param name="stoppingToken">The worker goes down earlier.</param>
    public async Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) =>
        await ExecuteAsync(
            async () =>
            {
                await untilComplete().ConfigureAwait(false);
                return true;
            },
            stoppingToken).ConfigureAwait(false);

    /// <summary>Runs while a function does.</summary>
    /// <param name="untilComplete">The worker goes down when it ends.</param>
    /// <param name="stoppingToken">The worker goes down earlier.</param>
    /// <returns>The function's result.</returns>
    public async Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default)
    {
        if (Interlocked.Exchange(ref started, 1) != 0)
        {
            throw new InvalidOperationException("The worker was executed before. Make a new one.");
        }

        await Client.Connection.ConnectAsync().ConfigureAwait(false);
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var polls = Task.WhenAll(
            workflows?.PollAsync(polling.Token) ?? Task.CompletedTask,
            pollsActivities ? activities.PollAsync(polling.Token) : Task.CompletedTask);
        try
        {
            var function = untilComplete();
            var cancelled = Task.Delay(Timeout.Infinite, polling.Token);
            var first = await Task.WhenAny(function, FirstFailureAsync(polls), cancelled).ConfigureAwait(false);
            if (first == cancelled)
            {
                stoppingToken.ThrowIfCancellationRequested();
            }

            await first.ConfigureAwait(false);
            return await function.ConfigureAwait(false);
        }
        finally
        {
            await polling.CancelAsync().ConfigureAwait(false);
            await polls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await GoDownAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        cache.Dispose();
        activities.Dispose();
        workflows?.Dispose();
        localActivities.Dispose();
        shutdown.Dispose();
        activityCancellation.Dispose();
    }

    /// <summary>Ends only if polling fails; polling that was told to stop is no reason to stop.</summary>
    private static async Task FirstFailureAsync(Task polls)
    {
        await polls.ConfigureAwait(false);
        await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
    }

    private async Task GoDownAsync()
    {
        await shutdown.CancelAsync().ConfigureAwait(false);
        var drained = activities.DrainAsync();
        if (Options.GracefulShutdownTimeout > TimeSpan.Zero)
        {
            await drained.WaitAsync(Options.GracefulShutdownTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await activityCancellation.CancelAsync().ConfigureAwait(false);
        await drained.ConfigureAwait(false);
        await (workflows?.DrainAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private WorkflowTaskOptions TaskOptions(string identity, string? stickyQueue)
    {
        var converter = Client.Options.DataConverter;
        var factory = new WorkflowFactory(
            Options.Workflows, Client.Options.Namespace, Options.TaskQueue!, converter, Options.LoggerFactory!,
            Options.WorkflowFailureExceptionTypes, Interceptors);
        return new()
        {
            Namespace = Client.Options.Namespace,
            TaskQueue = Options.TaskQueue!,
            Identity = identity,
            BuildId = Options.BuildId ?? Assembly.GetEntryAssembly()?.ManifestModule.ModuleVersionId.ToString("N") ?? "unknown",
            StickyQueue = stickyQueue,
            StickyTimeout = Options.StickyQueueScheduleToStartTimeout,
            DeadlockTimeout = Options.DebugMode ? null : DeadlockTimeout,
            Codec = converter.PayloadCodec,
            CreateActivator = factory.Create,
            RunLocalActivity = localActivities.RunAsync,
            Logger = Options.LoggerFactory!.CreateLogger<TemporalWorker>(),
        };
    }
}
