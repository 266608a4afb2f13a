using Coresdk.ActivityResult;
using Coresdk.WorkflowCommands;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <content>Activities and local activities.</content>
internal sealed partial class WorkflowInstance
{
    private readonly Dictionary<uint, TaskCompletionSource<ActivityResolution>> activities = [];
    private uint activityCounter;

    private async Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
    {
        var (activity, args, options, headers) = input;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException("Activity options need StartToCloseTimeout or ScheduleToCloseTimeout.", nameof(input));
        }

        var token = options.CancellationToken ?? cancellation.Token;
        ThrowIfCancelled("Activity cancelled before scheduled", token);
        var seq = ++activityCounter;
        var command = new ScheduleActivity
        {
            Seq = seq,
            ActivityId = options.ActivityId ?? seq.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ActivityType = activity,
            TaskQueue = options.TaskQueue ?? details.TaskQueue,
            ScheduleToCloseTimeout = Durations.Of(options.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = Durations.Of(options.ScheduleToStartTimeout),
            StartToCloseTimeout = Durations.Of(options.StartToCloseTimeout),
            HeartbeatTimeout = Durations.Of(options.HeartbeatTimeout),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CancellationType = (Coresdk.WorkflowCommands.ActivityCancellationType)options.CancellationType,
            DoNotEagerlyExecute = options.DisableEagerActivityExecution,
            Priority = options.Priority?.ToProto(),
        };
        command.Arguments.AddRange(converter.ToPayloads(args));
        AddHeaders(command.Headers, headers);
        AddCommand(new() { ScheduleActivity = command, UserMetadata = Summarise(options.Summary, null) });
        var resolution = await ResolutionAsync(seq, activity, () => new() { RequestCancelActivity = new() { Seq = seq } }, token);
        return Result<TResult>(resolution);
    }

    private async Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input)
    {
        var (activity, args, options, headers) = input;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException("Local activity options need StartToCloseTimeout or ScheduleToCloseTimeout.", nameof(input));
        }

        var token = options.CancellationToken ?? cancellation.Token;
        ThrowIfCancelled("Activity cancelled before scheduled", token);
        var arguments = converter.ToPayloads(args);
        uint attempt = 1;
        Timestamp? originalScheduleTime = null;
        while (true)
        {
            var seq = ++activityCounter;
            var command = LocalActivity(seq, activity, options, attempt, originalScheduleTime);
            command.Arguments.AddRange(arguments);
            AddHeaders(command.Headers, headers);
            AddCommand(new() { ScheduleLocalActivity = command, UserMetadata = Summarise(options.Summary, null) });
            var resolution = await ResolutionAsync(
                seq, activity, () => new() { RequestCancelLocalActivity = new() { Seq = seq } }, token);
            if (resolution.Backoff is not { } backoff)
            {
                return Result<TResult>(resolution);
            }

            attempt = backoff.Attempt;
            originalScheduleTime = backoff.OriginalScheduleTime;
            await DelayAsync(new(backoff.BackoffDuration.ToTimeSpan(), CancellationToken: token));
        }
    }

    private static ScheduleLocalActivity LocalActivity(
        uint seq, string activity, LocalActivityOptions options, uint attempt, Timestamp? originalScheduleTime) => new()
        {
            Seq = seq,
            ActivityId = options.ActivityId ?? seq.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ActivityType = activity,
            Attempt = attempt,
            OriginalScheduleTime = originalScheduleTime,
            ScheduleToCloseTimeout = Durations.Of(options.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = Durations.Of(options.ScheduleToStartTimeout),
            StartToCloseTimeout = Durations.Of(options.StartToCloseTimeout),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            LocalRetryThreshold = Durations.Of(options.LocalRetryThreshold),
            CancellationType = (Coresdk.WorkflowCommands.ActivityCancellationType)options.CancellationType,
        };

    private async Task<ActivityResolution> ResolutionAsync(
        uint seq, string activity, Func<WorkflowCommand> cancel, CancellationToken token)
    {
        var source = new TaskCompletionSource<ActivityResolution>(activity);
        activities.Add(seq, source);
        stacks.Capture(source);
        using var registration = token.UnsafeRegister(
            _ =>
            {
                if (activities.ContainsKey(seq))
                {
                    AddCommand(cancel());
                }
            },
            null);
        return await source.Task;
    }

    private TResult Result<TResult>(ActivityResolution resolution) => resolution.StatusCase switch
    {
        ActivityResolution.StatusOneofCase.Completed => HandlerParameters.Decode<TResult>(converter, resolution.Completed.Result),
        ActivityResolution.StatusOneofCase.Failed => throw ToException(resolution.Failed.Failure_),
        ActivityResolution.StatusOneofCase.Cancelled => throw ToException(resolution.Cancelled.Failure),
        _ => throw new InvalidOperationException($"An activity cannot end as {resolution.StatusCase}."),
    };

    private static void ThrowIfCancelled(string message, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException(message);
        }
    }

    private UserMetadata? Summarise(string? summary, string? description)
    {
        if (summary is null && description is null)
        {
            return null;
        }

        return new()
        {
            Summary = summary is null ? null : converter.ToPayload(summary),
            Details = description is null ? null : converter.ToPayload(description),
        };
    }
}
