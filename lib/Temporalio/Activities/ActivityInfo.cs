using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What an activity is told about itself.</summary>
/// <param name="ActivityId">Its id within the workflow.</param>
/// <param name="ActivityType">Its name.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="CurrentAttemptScheduledTime">When this attempt was scheduled.</param>
/// <param name="HeartbeatDetails">What the last attempt said with its last heartbeat.</param>
/// <param name="HeartbeatTimeout">Longest time between heartbeats.</param>
/// <param name="IsLocal">Whether it runs within a workflow task.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="RetryPolicy">How it is retried.</param>
/// <param name="ScheduledTime">When the first attempt was scheduled.</param>
/// <param name="ScheduleToCloseTimeout">Longest time over all attempts.</param>
/// <param name="StartedTime">When this attempt began.</param>
/// <param name="StartToCloseTimeout">Longest time of this attempt.</param>
/// <param name="TaskQueue">Where it runs.</param>
/// <param name="TaskToken">What completes it from elsewhere.</param>
/// <param name="WorkflowId">Its workflow.</param>
/// <param name="WorkflowNamespace">Its workflow's namespace.</param>
/// <param name="WorkflowRunId">Its workflow's run.</param>
/// <param name="WorkflowType">Its workflow's type.</param>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    bool IsLocal,
    Common.Priority Priority,
    Common.RetryPolicy? RetryPolicy,
    DateTime ScheduledTime,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime StartedTime,
    TimeSpan? StartToCloseTimeout,
    string TaskQueue,
    byte[] TaskToken,
    string WorkflowId,
    string WorkflowNamespace,
    string WorkflowRunId,
    string WorkflowType)
{
    /// <summary>A value of the last attempt's last heartbeat.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="converter">Null for the converter of the running activity.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public async Task<T> HeartbeatDetailAtAsync<T>(int index, DataConverter? converter = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HeartbeatDetails.Count);
        return await (converter ?? ActivityExecutionContext.Current.DataConverter)
            .ToValueAsync<T>(HeartbeatDetails.ElementAt(index)).ConfigureAwait(false);
    }

    internal Dictionary<string, object> CreateLoggerScope() => new()
    {
        ["ActivityId"] = ActivityId,
        ["ActivityType"] = ActivityType,
        ["Attempt"] = Attempt,
        ["WorkflowId"] = WorkflowId,
        ["WorkflowNamespace"] = WorkflowNamespace,
        ["WorkflowRunId"] = WorkflowRunId,
        ["WorkflowType"] = WorkflowType,
    };
}
