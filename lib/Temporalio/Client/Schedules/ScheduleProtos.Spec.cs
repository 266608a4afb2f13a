using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Proto = Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <content>When a schedule acts.</content>
internal static partial class ScheduleProtos
{
    internal static ScheduleSpec FromProto(Proto.ScheduleSpec proto) => new()
    {
        Calendars = [.. proto.StructuredCalendar.Select(FromProto)],
        Intervals = [.. proto.Interval.Select(i => new ScheduleIntervalSpec(i.Interval.ToTimeSpan(), i.Phase?.ToTimeSpan()))],
        CronExpressions = [.. proto.CronString],
        Skip = [.. proto.ExcludeStructuredCalendar.Select(FromProto)],
        StartAt = proto.StartTime?.ToDateTime(),
        EndAt = proto.EndTime?.ToDateTime(),
        Jitter = proto.Jitter?.ToTimeSpan(),
        TimeZoneName = proto.TimezoneName.Length == 0 ? null : proto.TimezoneName,
    };

    private static Proto.ScheduleSpec ToProto(ScheduleSpec spec)
    {
        var proto = new Proto.ScheduleSpec
        {
            StartTime = spec.StartAt is { } start ? ToTimestamp(start) : null,
            EndTime = spec.EndAt is { } end ? ToTimestamp(end) : null,
            Jitter = WorkflowStartRequests.ToDuration(spec.Jitter),
            TimezoneName = spec.TimeZoneName ?? string.Empty,
        };
        proto.StructuredCalendar.AddRange(spec.Calendars.Select(ToProto));
        proto.CronString.AddRange(spec.CronExpressions);
        proto.ExcludeStructuredCalendar.AddRange(spec.Skip.Select(ToProto));
        proto.Interval.AddRange(spec.Intervals.Select(interval => new Proto.IntervalSpec
        {
            Interval = Duration.FromTimeSpan(interval.Every),
            Phase = WorkflowStartRequests.ToDuration(interval.Offset),
        }));
        return proto;
    }

    private static Proto.StructuredCalendarSpec ToProto(ScheduleCalendarSpec calendar)
    {
        var proto = new Proto.StructuredCalendarSpec { Comment = calendar.Comment ?? string.Empty };
        Add(proto.Second, calendar.Second);
        Add(proto.Minute, calendar.Minute);
        Add(proto.Hour, calendar.Hour);
        Add(proto.DayOfMonth, calendar.DayOfMonth);
        Add(proto.Month, calendar.Month);
        Add(proto.Year, calendar.Year);
        Add(proto.DayOfWeek, calendar.DayOfWeek);
        return proto;
    }

    private static ScheduleCalendarSpec FromProto(Proto.StructuredCalendarSpec proto) => new()
    {
        Second = Ranges(proto.Second),
        Minute = Ranges(proto.Minute),
        Hour = Ranges(proto.Hour),
        DayOfMonth = Ranges(proto.DayOfMonth),
        Month = Ranges(proto.Month),
        Year = Ranges(proto.Year),
        DayOfWeek = Ranges(proto.DayOfWeek),
        Comment = proto.Comment.Length == 0 ? null : proto.Comment,
    };

    private static void Add(RepeatedField<Proto.Range> field, IReadOnlyCollection<ScheduleRange> ranges) =>
        field.AddRange(ranges.Select(range => new Proto.Range { Start = range.Start, End = range.End, Step = range.Step }));

    private static ScheduleRange[] Ranges(RepeatedField<Proto.Range> field) =>
        [.. field.Select(range => new ScheduleRange(range.Start, range.End, range.Step))];

    private static Timestamp ToTimestamp(DateTime time) => Timestamp.FromDateTime(
        time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime());
}
