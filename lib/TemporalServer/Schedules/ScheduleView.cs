using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using TemporalServer.Schedules.Spec;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Schedules;

/// <summary>A schedule as clients see it. What is handed out is a copy, as the schedule goes on changing.</summary>
internal static class ScheduleView
{
    private const int FutureTimes = 10;
    private const int EntryTimes = 5;
    private const int MaxMatchingTimes = 10_000;

    /// <summary>All of it.</summary>
    public static DescribeScheduleResponse Describe(ScheduleRecord record, ScheduleTimes times, DateTimeOffset now, ByteString token)
    {
        var info = record.Info.Clone();
        info.FutureActionTimes.AddRange(Future(record, times, now, FutureTimes));
        return new DescribeScheduleResponse
        {
            Schedule = record.Schedule.Clone(),
            Info = info,
            Memo = record.Memo.Clone(),
            SearchAttributes = record.Found(),
            ConflictToken = token,
        };
    }

    /// <summary>Its line in a listing.</summary>
    public static ScheduleListEntry Entry(ScheduleRecord record, ScheduleTimes times, DateTimeOffset now) => new()
    {
        ScheduleId = record.Id,
        Memo = record.Memo.Clone(),
        SearchAttributes = record.Found(),
        Info = new ScheduleListInfo
        {
            Spec = record.Schedule.Spec.Clone(),
            WorkflowType = record.Schedule.Action.StartWorkflow.WorkflowType.Clone(),
            Notes = record.Schedule.State.Notes,
            Paused = record.Schedule.State.Paused,
            RecentActions = { record.Info.RecentActions.TakeLast(EntryTimes).Select(action => action.Clone()) },
            FutureActionTimes = { Future(record, times, now, EntryTimes) },
        },
    };

    /// <summary>The times of the spec after one time up to another, whatever the schedule's state; the first 10,000.</summary>
    public static ListScheduleMatchingTimesResponse MatchingTimes(ScheduleTimes times, Timestamp from, Timestamp to)
    {
        var end = to.ToDateTimeOffset();
        var response = new ListScheduleMatchingTimesResponse();
        var next = times.Next(Instant.FromDateTimeOffset(from.ToDateTimeOffset()));
        while (next is { } time && time.Nominal.ToDateTimeOffset() <= end && response.StartTime.Count < MaxMatchingTimes)
        {
            response.StartTime.Add(time.Actual.ToDateTimeOffset().ToTimestamp());
            next = times.Next(time.Nominal);
        }

        return response;
    }

    private static IEnumerable<Timestamp> Future(ScheduleRecord record, ScheduleTimes times, DateTimeOffset now, int count)
    {
        var state = record.Schedule.State;
        var left = state.LimitedActions ? Math.Min(count, state.RemainingActions) : count;
        var next = times.Next(Instant.FromUnixTimeTicks(Math.Max(record.Mark, now.UtcTicks) - DateTime.UnixEpoch.Ticks));
        for (; left > 0 && next is { } time; left--, next = times.Next(time.Nominal))
        {
            yield return time.Actual.ToDateTimeOffset().ToTimestamp();
        }
    }
}
