using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker;

/// <summary>One attempt of an activity: what it is, and what it is called with.</summary>
internal sealed record ActivityCall(ActivityInfo Info, IReadOnlyList<Payload> Arguments, IReadOnlyDictionary<string, Payload> Headers)
{
    public static ActivityCall Of(PollActivityTaskQueueResponse task, string taskQueue) => new(
        new(
            task.ActivityId,
            task.ActivityType.Name,
            task.Attempt,
            Time(task.CurrentAttemptScheduledTime),
            task.HeartbeatDetails?.Payloads_ ?? [],
            Positive(task.HeartbeatTimeout),
            IsLocal: false,
            Common.Priority.FromProto(task.Priority),
            task.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
            Time(task.ScheduledTime),
            Positive(task.ScheduleToCloseTimeout),
            Time(task.StartedTime),
            Positive(task.StartToCloseTimeout),
            taskQueue,
            task.TaskToken.ToByteArray(),
            task.WorkflowExecution.WorkflowId,
            task.WorkflowNamespace,
            task.WorkflowExecution.RunId,
            task.WorkflowType?.Name ?? ""),
        task.Input?.Payloads_ ?? [],
        task.Header?.Fields ?? []);

    private static DateTime Time(Timestamp? time) => time?.ToDateTime() ?? DateTime.UnixEpoch;

    private static TimeSpan? Positive(Duration? duration) =>
        duration?.ToTimeSpan() is { } span && span > TimeSpan.Zero ? span : null;
}
