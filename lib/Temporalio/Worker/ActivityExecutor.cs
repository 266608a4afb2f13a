using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>Runs one attempt of an activity's code.</summary>
internal sealed class ActivityExecutor
{
    private readonly Dictionary<string, ActivityDefinition> definitions = new(StringComparer.Ordinal);
    private readonly ActivityDefinition? dynamic;
    private readonly ITemporalClient? client;
    private readonly ILoggerFactory loggerFactory;
    private readonly CancellationToken workerShutdown;
    private readonly IReadOnlyCollection<IWorkerInterceptor> interceptors;
    private readonly ILogger logger;

    /// <exception cref="ArgumentException">Two activities have the same name.</exception>
    public ActivityExecutor(
        IEnumerable<ActivityDefinition> activities, ITemporalClient? client, ILoggerFactory loggerFactory,
        IReadOnlyCollection<IWorkerInterceptor> interceptors, CancellationToken workerShutdown)
    {
        this.client = client;
        this.loggerFactory = loggerFactory;
        this.workerShutdown = workerShutdown;
        this.interceptors = interceptors;
        logger = loggerFactory.CreateLogger<ActivityExecutor>();
        foreach (var activity in activities)
        {
            if (activity.Name is null)
            {
                dynamic = dynamic is null ? activity : throw new ArgumentException("More than one dynamic activity is registered.");
            }
            else if (!definitions.TryAdd(activity.Name, activity))
            {
                throw new ArgumentException($"Activity {activity.Name} is registered twice.");
            }
        }
    }

    /// <summary>Makes the activities' own metrics.</summary>
    public MetricMeter Meter { get; init; } = SilentMeter.Instance;

    /// <summary>Runs it to its end, whatever that is; never throws.</summary>
    public async Task<ActivityOutcome> RunAsync(ActivityCall call, IActivityHeartbeats heartbeats, DataConverter converter)
    {
        var chain = new ActivityInterceptors(heartbeats);
        var context = new ActivityExecutionContext(
            call.Info, loggerFactory, converter, chain.Heartbeat, heartbeats.Reason, client, Meter, workerShutdown, heartbeats.CancellationToken);
        ActivityExecutionContext.Enter(context);
        try
        {
            var definition = Find(call.Info.ActivityType);
            var arguments = await DecodeAsync(definition, call.Arguments, converter).ConfigureAwait(false);
            var headers = await DecodeHeadersAsync(call.Headers, converter).ConfigureAwait(false);
            using var scope = context.Logger.BeginScope(call.Info.CreateLoggerScope());
            var result = await chain.Around(interceptors).ExecuteActivityAsync(new(definition, arguments, headers)).ConfigureAwait(false);
            return new ActivityOutcome.Completed(await converter.ToPayloadAsync(result).ConfigureAwait(false));
        }
        catch (CompleteAsyncException)
        {
            return new ActivityOutcome.LeftOpen();
        }
        catch (Exception e) when (TemporalException.IsCanceledException(e) && heartbeats.Reason.Reason == ActivityCancelReason.CancelRequested)
        {
            return new ActivityOutcome.Cancelled(null);
        }
#pragma warning disable CA1031 // The workflow gets it
        catch (Exception e)
#pragma warning restore CA1031
        {
            return await FailAsync(call, heartbeats, converter, e).ConfigureAwait(false);
        }
        finally
        {
            ActivityExecutionContext.Enter(null);
        }
    }

    private async Task<ActivityOutcome> FailAsync(
        ActivityCall call, IActivityHeartbeats heartbeats, DataConverter converter, Exception e)
    {
        var exception = heartbeats.Reason.Reason == ActivityCancelReason.WorkerShutdown && TemporalException.IsCanceledException(e)
            ? new ApplicationFailureException("Worker is shutting down and this activity did not complete in time", e, "WorkerShutdown")
            : e;
        if (exception is not ApplicationFailureException { Category: Api.Enums.V1.ApplicationErrorCategory.Benign })
        {
            logger.ActivityFailed(e, call.Info.ActivityType, call.Info.ActivityId, call.Info.WorkflowId, call.Info.Attempt);
        }

        try
        {
            return new ActivityOutcome.Failed(await converter.ToFailureAsync(exception).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // A failure that cannot be converted is still a failure
        catch (Exception unconvertible)
#pragma warning restore CA1031
        {
            return new ActivityOutcome.Failed(
                new() { Message = $"Failed to convert the activity's failure: {unconvertible.Message}", ApplicationFailureInfo = new() });
        }
    }

    private ActivityDefinition Find(string type) => definitions.GetValueOrDefault(type) ?? dynamic
        ?? throw new ApplicationFailureException(
            $"Activity {type} is not registered on this worker, available activities: {string.Join(", ", definitions.Keys.Order(StringComparer.Ordinal))}",
            errorType: "NotFoundError");

    private static async Task<IReadOnlyDictionary<string, Payload>> DecodeHeadersAsync(
        IReadOnlyDictionary<string, Payload> headers, DataConverter converter)
    {
        if (converter.PayloadCodec is not { } codec || headers.Count == 0)
        {
            return headers;
        }

        var decoded = new Dictionary<string, Payload>(headers.Count);
        foreach (var (name, payload) in headers)
        {
            decoded.Add(name, await codec.DecodeSingleAsync(payload).ConfigureAwait(false));
        }

        return decoded;
    }

    private static async Task<object?[]> DecodeAsync(
        ActivityDefinition definition, IReadOnlyList<Payload> payloads, DataConverter converter)
    {
        if (definition.Dynamic)
        {
            var decoded = converter.PayloadCodec is { } codec ? await codec.DecodeAsync([.. payloads]).ConfigureAwait(false) : payloads;
            return [decoded.Select(IRawValue (payload) => new RawValue(payload)).ToArray()];
        }

        if (payloads.Count < definition.RequiredParameterCount)
        {
            throw new ApplicationFailureException(
                $"Activity {definition.Name} needs {definition.RequiredParameterCount} arguments, but the call has {payloads.Count}.",
                errorType: "ArgumentException", nonRetryable: true);
        }

        var types = definition.ParameterTypes.ToList();
        var given = Math.Min(payloads.Count, types.Count);
        var arguments = definition.Defaults.ToArray();
        if (given > 0)
        {
            var values = await converter.ToValuesAsync([.. payloads.Take(given)], types[..given]).ConfigureAwait(false);
            values.CopyTo(arguments, 0);
        }

        return arguments;
    }
}
