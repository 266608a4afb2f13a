namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule has done and will do.</summary>
public class ScheduleListInfo
{
    internal ScheduleListInfo(Api.Schedule.V1.ScheduleListInfo proto)
    {
        RecentActions = [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)];
        NextActionTimes = [.. proto.FutureActionTimes.Select(time => time.ToDateTime())];
    }

    /// <summary>The latest actions, the oldest first.</summary>
    public IReadOnlyCollection<ScheduleActionResult> RecentActions { get; }

    /// <summary>When it acts next, in UTC.</summary>
    public IReadOnlyCollection<DateTime> NextActionTimes { get; }
}
