namespace Temporalio.Client.Schedules;

/// <summary>What a schedule has done and will do.</summary>
public class ScheduleInfo
{
    internal ScheduleInfo(Api.Schedule.V1.ScheduleInfo proto)
    {
        NumActions = proto.ActionCount;
        NumActionsMissedCatchupWindow = proto.MissedCatchupWindow;
        NumActionsSkippedOverlap = proto.OverlapSkipped;
        RunningActions = [.. proto.RunningWorkflows.Select(ScheduleActionExecutionStartWorkflow.FromProto)];
        RecentActions = [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)];
        NextActionTimes = [.. proto.FutureActionTimes.Select(time => time.ToDateTime())];
        CreatedAt = proto.CreateTime?.ToDateTime() ?? default;
        LastUpdatedAt = proto.UpdateTime?.ToDateTime();
    }

    /// <summary>Actions taken.</summary>
    public long NumActions { get; }

    /// <summary>Actions not taken because they would have been too late.</summary>
    public long NumActionsMissedCatchupWindow { get; }

    /// <summary>Actions not taken because the last one still ran.</summary>
    public long NumActionsSkippedOverlap { get; }

    /// <summary>What runs now.</summary>
    public IReadOnlyCollection<ScheduleActionExecution> RunningActions { get; }

    /// <summary>The latest actions, the oldest first.</summary>
    public IReadOnlyCollection<ScheduleActionResult> RecentActions { get; }

    /// <summary>When it acts next, in UTC.</summary>
    public IReadOnlyCollection<DateTime> NextActionTimes { get; }

    /// <summary>When it was created, in UTC.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>When it was last changed, in UTC; null for never.</summary>
    public DateTime? LastUpdatedAt { get; }
}
