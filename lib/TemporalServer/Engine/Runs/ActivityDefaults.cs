using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Fills in what a command leaves open: events carry every timeout and a whole retry policy.</summary>
internal static class ActivityDefaults
{
    private const int LongestIntervalFactor = 100;

    public static ActivityTaskScheduledEventAttributes Fill(ScheduleActivityTaskCommandAttributes command, RunInfo info, long completedId)
    {
        var longest = info.RunTimeout.Ticks();
        var toClose = command.ScheduleToCloseTimeout.Ticks();
        var toStart = command.ScheduleToStartTimeout.Ticks();
        var startToClose = command.StartToCloseTimeout.Ticks();
        if (toClose > 0)
        {
            toStart = toStart > 0 ? Math.Min(toStart, toClose) : toClose;
            startToClose = startToClose > 0 ? Math.Min(startToClose, toClose) : toClose;
        }
        else
        {
            toClose = longest;
            toStart = toStart > 0 ? toStart : longest;
        }

        if (longest > 0)
        {
            (toClose, toStart, startToClose) = (Math.Min(toClose, longest), Math.Min(toStart, longest), Math.Min(startToClose, longest));
        }

        return new ActivityTaskScheduledEventAttributes
        {
            ActivityId = command.ActivityId,
            ActivityType = command.ActivityType,
            TaskQueue = command.TaskQueue is { Name.Length: > 0 } queue ? queue : new TaskQueue { Name = info.TaskQueue, Kind = Temporalio.Api.Enums.V1.TaskQueueKind.Normal },
            Header = command.Header,
            Input = command.Input,
            ScheduleToCloseTimeout = ProtoTime.ToDuration(toClose),
            ScheduleToStartTimeout = ProtoTime.ToDuration(toStart),
            StartToCloseTimeout = ProtoTime.ToDuration(startToClose),
            HeartbeatTimeout = ProtoTime.ToDuration(Math.Min(command.HeartbeatTimeout.Ticks(), startToClose)),
            WorkflowTaskCompletedEventId = completedId,
            RetryPolicy = Fill(command.RetryPolicy),
            Priority = command.Priority,
        };
    }

    /// <summary>A whole policy: 1 s, doubling to at most 100 times the first interval, without a limit of attempts, where nothing else is said.</summary>
    public static RetryPolicy Fill(RetryPolicy? policy)
    {
        var whole = policy?.Clone() ?? new RetryPolicy();
        if (whole.InitialInterval.Ticks() == 0)
        {
            whole.InitialInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));
        }

        if (whole.BackoffCoefficient == 0)
        {
            whole.BackoffCoefficient = 2;
        }

        if (whole.MaximumInterval.Ticks() == 0)
        {
            whole.MaximumInterval = ProtoTime.ToDuration(whole.InitialInterval.Ticks() * LongestIntervalFactor);
        }

        return whole;
    }
}
