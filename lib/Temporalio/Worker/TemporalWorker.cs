using System.Reflection;
using Microsoft.Extensions.Logging;
using Temporalio.Bridge;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Runs the workflows and activities of one task queue. Thread-safe; executed once.</summary>
public sealed class TemporalWorker : IDisposable
{
    private const int DefaultSlots = 100;
    private readonly CancellationTokenSource shutdown = new();
    private readonly CancellationTokenSource activityCancellation = new();
    private readonly TaskSlots workflowSlots;
    private readonly TaskSlots activitySlots;
    private readonly TaskSlots localActivitySlots;
    private readonly WorkerIdentity identity;
    private readonly WorkerMetrics? metrics;
    private readonly MetricMeter userMeter;
    private readonly ILogger logger;
    private readonly RunCache cache;
    private readonly WorkflowTaskWorker? workflows;
    private readonly ActivityTaskWorker activities;
    private readonly LocalActivityRunner localActivities;
    private readonly string? stickyQueue;
    private int started;

    /// <param name="client">Its connection and converter serve the worker.</param>
    /// <param name="options">Copied.</param>
    /// <exception cref="ArgumentException">The options are not complete, or contradict each other.</exception>
    public TemporalWorker(ITemporalClient client, TemporalWorkerOptions options)
    {
        WorkerOptionsChecks.Require(options);
        Client = client;
        Options = (TemporalWorkerOptions)options.Clone();
        Options.LoggerFactory ??= client.Options.LoggerFactory;
        var runtime = client.Connection.Options.Runtime ?? TemporalRuntime.Default;
        logger = runtime.SdkLogger<TemporalWorker>(Options.LoggerFactory);
        userMeter = WorkerMetrics.For(runtime.MetricMeter, client.Options.Namespace, Options.TaskQueue!);
        metrics = runtime.SdkMeter is { } meter ? new(WorkerMetrics.For(meter, client.Options.Namespace, Options.TaskQueue!)) : null;
        identity = new(
            Options.Identity ?? client.Connection.Options.Identity ?? $"{Environment.ProcessId}@{Environment.MachineName}",
            Options.BuildId ?? Assembly.GetEntryAssembly()?.ManifestModule.ModuleVersionId.ToString("N") ?? "unknown",
            Guid.NewGuid().ToString("N"));
        var tuner = Options.Tuner ?? WorkerTuner.CreateFixedSize(
            Options.MaxConcurrentWorkflowTasks ?? DefaultSlots, Options.MaxConcurrentActivities ?? DefaultSlots,
            Options.MaxConcurrentLocalActivities ?? DefaultSlots);
        workflowSlots = Slots(SlotType.Workflow, tuner.WorkflowTaskSlotSupplier);
        activitySlots = Slots(SlotType.Activity, tuner.ActivityTaskSlotSupplier);
        localActivitySlots = Slots(SlotType.LocalActivity, tuner.LocalActivitySlotSupplier);
        var executor = new ActivityExecutor(Options.Activities, client, Options.LoggerFactory, Interceptors, shutdown.Token) { Meter = userMeter };
        activities = new(client, Options, executor, identity, activitySlots, metrics, logger, shutdown.Token, activityCancellation.Token);
        localActivities = new(
            executor, client.Options.DataConverter, Options.TaskQueue!, localActivitySlots, metrics, TimeProvider.System);
        cache = new(Options.MaxCachedWorkflows, metrics?.Cache);
        if (Options.Workflows.Count > 0)
        {
            stickyQueue = Options.MaxCachedWorkflows > 0 ? $"{identity.Identity}-{identity.InstanceKey}" : null;
            var handler = new WorkflowTaskHandler(client.WorkflowService, cache, TaskOptions(), activities);
            workflows = new(client, Options, handler, identity, stickyQueue, workflowSlots, metrics, logger);
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
        await RequireNamespaceAsync(stoppingToken).ConfigureAwait(false);
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var refused = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        metrics?.Started();
        var polls = PollAsync(e => refused.TrySetException(e), polling.Token);
        try
        {
            var function = untilComplete();
            var cancelled = Task.Delay(Timeout.Infinite, polling.Token);
            var first = await Task.WhenAny(function, refused.Task, cancelled).ConfigureAwait(false);
            stoppingToken.ThrowIfCancellationRequested();
            if (first == refused.Task)
            {
                logger.WorkerFailed(refused.Task.Exception!.InnerException!, Options.TaskQueue!);
                return await refused.Task.ConfigureAwait(false);
            }

            return await function.ConfigureAwait(false);
        }
        finally
        {
            await polling.CancelAsync().ConfigureAwait(false);
            await GoDownAsync(polls).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        cache.Dispose();
        workflowSlots.Dispose();
        activitySlots.Dispose();
        localActivitySlots.Dispose();
        shutdown.Dispose();
        activityCancellation.Dispose();
    }

    private TaskSlots Slots(SlotType type, SlotSupplier supplier) => new(
        supplier.Open(type, logger, TimeProvider.System),
        new(type, Options.TaskQueue!, identity.Identity, identity.BuildId, IsSticky: false),
        metrics?.Slots(type));

    /// <summary>Polls would be refused one by one, and say less.</summary>
    private async Task RequireNamespaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Client.WorkflowService.DescribeNamespaceAsync(
                new() { Namespace = Client.Options.Namespace },
                new() { Retry = true, CancellationToken = cancellationToken }).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            throw new InvalidOperationException(
                $"The worker of task queue {Options.TaskQueue} cannot run: namespace {Client.Options.Namespace} was not found. Register it.", e);
        }
        catch (RpcException e) when (e.Code is RpcException.StatusCode.Unimplemented or RpcException.StatusCode.PermissionDenied)
        {
            // Who may poll need not be allowed to describe
        }
    }

    private Task PollAsync(Action<Exception> refused, CancellationToken cancellationToken) => Task.WhenAll(
        workflows?.PollAsync(refused, cancellationToken) ?? Task.CompletedTask,
        Options.Activities.Count > 0 && !Options.LocalActivityWorkerOnly
            ? activities.PollAsync(refused, cancellationToken)
            : Task.CompletedTask);

    private async Task GoDownAsync(Task polls)
    {
        await shutdown.CancelAsync().ConfigureAwait(false);
        await polls.ConfigureAwait(false);
        await WorkerShutdown.TellAsync(Client, identity, Options.TaskQueue!, stickyQueue, logger).ConfigureAwait(false);
        var drained = activities.DrainAsync();
        if (Options.GracefulShutdownTimeout > TimeSpan.Zero)
        {
            await drained.WaitAsync(Options.GracefulShutdownTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await activityCancellation.CancelAsync().ConfigureAwait(false);
        await drained.ConfigureAwait(false);
        await (workflows?.DrainAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private WorkflowTaskOptions TaskOptions()
    {
        var converter = Client.Options.DataConverter;
        var factory = new WorkflowFactory(
            Options.Workflows, Client.Options.Namespace, Options.TaskQueue!, converter, Options.LoggerFactory!,
            Options.WorkflowFailureExceptionTypes, Interceptors)
        {
            Meter = userMeter,
            TracesCalls = !Options.DisableWorkflowTracingEventListener,
            StackTrace = Options.WorkflowStackTrace,
        };
        return new()
        {
            Namespace = Client.Options.Namespace,
            TaskQueue = Options.TaskQueue!,
            Identity = identity.Identity,
            BuildId = identity.BuildId,
            StickyQueue = stickyQueue,
            StickyTimeout = Options.StickyQueueScheduleToStartTimeout,
            DeadlockTimeout = Options.DebugMode ? null : WorkflowTaskOptions.DefaultDeadlockTimeout,
            Codec = converter.PayloadCodec,
            CreateActivator = factory.Create,
            FailsOnNondeterminism = factory.FailsOnNondeterminism,
            RunLocalActivity = localActivities.RunAsync,
            Logger = logger,
            Recorder = metrics is null ? null : new(metrics),
            Shutdown = shutdown.Token,
        };
    }
}
