using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What surrounds a running activity.</summary>
public sealed class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> AsyncLocalCurrent = new();
    private readonly Lazy<ILogger> logger;
    private readonly Lazy<MetricMeter> metricMeter;
    private readonly Action<object?[]> heartbeater;
    private readonly ITemporalClient? client;
    private readonly CancelReasonCell cancelReason;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ILoggerFactory loggerFactory,
        DataConverter dataConverter,
        Action<object?[]> heartbeater,
        CancelReasonCell cancelReason,
        ITemporalClient? client,
        MetricMeter meter,
        CancellationToken workerShutdownToken,
        CancellationToken cancellationToken)
    {
        Info = info;
        CancellationToken = cancellationToken;
        WorkerShutdownToken = workerShutdownToken;
        DataConverter = dataConverter;
        this.heartbeater = heartbeater;
        this.cancelReason = cancelReason;
        this.client = client;
        metricMeter = new(() => meter.WithTags([new("activity_type", info.ActivityType)]));
        logger = new(() => loggerFactory.CreateLogger($"Temporalio.Activity:{info.ActivityType}"));
    }

    /// <summary>Whether this code runs in an activity.</summary>
    public static bool HasCurrent => AsyncLocalCurrent.Value is not null;

    /// <summary>The context of the running activity.</summary>
    /// <exception cref="InvalidOperationException">None is running here.</exception>
    public static ActivityExecutionContext Current => AsyncLocalCurrent.Value
        ?? throw new InvalidOperationException("Not in an activity: this may only be used by activity code.");

    /// <summary>What it is told about itself.</summary>
    public ActivityInfo Info { get; }

    /// <summary>Logs with the activity's ids as scope.</summary>
    public ILogger Logger => logger.Value;

    /// <summary>Makes metrics that carry the namespace, the task queue and the activity's type.</summary>
    public MetricMeter MetricMeter => metricMeter.Value;

    /// <summary>Why <see cref="CancellationToken"/> was cancelled.</summary>
    public ActivityCancelReason CancelReason => cancelReason.Reason;

    /// <summary>Cancelled when the activity should end; an activity learns of most reasons only if it heartbeats.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Cancelled when the worker begins to go down; some time later <see cref="CancellationToken"/> follows.</summary>
    public CancellationToken WorkerShutdownToken { get; }

    /// <summary>What completes it from elsewhere.</summary>
    public ReadOnlyMemory<byte> TaskToken => Info.TaskToken;

    /// <summary>The activity's converter.</summary>
    public IPayloadConverter PayloadConverter => DataConverter.PayloadConverter;

    /// <summary>The client of the worker.</summary>
    /// <exception cref="InvalidOperationException">The activity is run without a worker.</exception>
    public ITemporalClient TemporalClient => client
        ?? throw new InvalidOperationException("No client is available: the activity runs without a worker.");

    internal DataConverter DataConverter { get; }

    /// <summary>Says that the activity is alive. Sent at intervals; only the latest details count.</summary>
    /// <param name="details">What a later attempt may go on from.</param>
    public void Heartbeat(params object?[] details) => heartbeater(details);

    internal static void Enter(ActivityExecutionContext? context) => AsyncLocalCurrent.Value = context;

    /// <summary>The reason is set by whoever cancels.</summary>
    internal sealed class CancelReasonCell
    {
        private int reason;

        public ActivityCancelReason Reason => (ActivityCancelReason)Volatile.Read(ref reason);

        /// <summary>The first reason counts.</summary>
        public bool TrySet(ActivityCancelReason value) =>
            Interlocked.CompareExchange(ref reason, (int)value, (int)ActivityCancelReason.None) == (int)ActivityCancelReason.None;
    }
}
