using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Runtime.Metrics;

namespace Temporalio.Testing;

/// <summary>Runs activity code without a worker, with whatever context the test gives it.</summary>
public record ActivityEnvironment
{
    private readonly ActivityExecutionContext.CancelReasonCell cancelReason = new();

    /// <summary>Information about an activity of a test.</summary>
    public static ActivityInfo DefaultInfo { get; } = new(
        ActivityId: "test",
        ActivityType: "test",
        Attempt: 1,
        CurrentAttemptScheduledTime: DateTime.UnixEpoch,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: false,
        Priority: Priority.Default,
        RetryPolicy: null,
        ScheduledTime: DateTime.UnixEpoch,
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: DateTime.UnixEpoch,
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        TaskQueue: "test",
        TaskToken: "test"u8.ToArray(),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    /// <summary>What the activity is told about itself.</summary>
    public ActivityInfo Info { get; init; } = DefaultInfo;

    /// <summary>Where the activity's logs go.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How the activity converts values.</summary>
    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    /// <summary>Cancels the activity.</summary>
    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    /// <summary>Tells the activity that its worker stops.</summary>
    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    /// <summary>What receives the activity's heartbeats.</summary>
    public Action<object?[]> Heartbeater { get; init; } = _ => { };

    /// <summary>Where the activity's metrics go.</summary>
    public MetricMeter MetricMeter { get; init; } = SilentMeter.Instance;

    /// <summary>The client the activity may use, if any.</summary>
    public ITemporalClient? TemporalClient { get; init; }

    /// <summary>Cancels the activity, and tells it why.</summary>
    public void Cancel(ActivityCancelReason reason = ActivityCancelReason.CancelRequested)
    {
        cancelReason.TrySet(reason);
        CancellationTokenSource.Cancel();
    }

    /// <summary>Runs activity code.</summary>
    public Task RunAsync(Action activity) => RunAsync(() =>
    {
        activity();
        return Task.CompletedTask;
    });

    /// <summary>Runs activity code.</summary>
    public Task<T> RunAsync<T>(Func<T> activity) => RunAsync(() => Task.FromResult(activity()));

    /// <summary>Runs activity code.</summary>
    public Task RunAsync(Func<Task> activity) => RunAsync(async () =>
    {
        await activity();
        return default(ValueTuple);
    });

    /// <summary>Runs activity code.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        using var loggerFactory = new SingleLoggerFactory(Logger);

        // The context flows into the activity alone: what an async method sets is gone when it returns
        ActivityExecutionContext.Enter(new(
            Info,
            loggerFactory,
            DataConverter.Default with { PayloadConverter = PayloadConverter },
            Heartbeater,
            cancelReason,
            TemporalClient,
            MetricMeter,
            WorkerShutdownTokenSource.Token,
            CancellationTokenSource.Token));
        return await activity();
    }

    private sealed class SingleLoggerFactory(ILogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("Give the environment another Logger instead.");

        public void Dispose()
        {
        }
    }
}
