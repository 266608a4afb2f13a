using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using NodaTime.Text;
using TemporalServer.Schedules.Spec;
using Temporalio.Api.Schedule.V1;
using Temporalio.Transport;
using Calendar = TemporalServer.Schedules.Spec.Calendar;
using Duration = Google.Protobuf.WellKnownTypes.Duration;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace TemporalServer.Tests.Schedules;

public sealed class ScheduleTimesTests
{
    [Theory]
    [InlineData("30 9 * * *", "", "2026-01-01T00:00:00Z", "2026-01-01T09:30:00Z 2026-01-02T09:30:00Z")]
    [InlineData("*/20 * * * *", "", "2026-01-01T00:00:00Z", "2026-01-01T00:20:00Z 2026-01-01T00:40:00Z 2026-01-01T01:00:00Z")]
    [InlineData("0 12 * * MON-FRI", "", "2026-01-02T12:00:00Z", "2026-01-05T12:00:00Z 2026-01-06T12:00:00Z")]
    [InlineData("0 0 * * 7", "", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z 2026-01-11T00:00:00Z")]
    [InlineData("0 0 * * 5-7", "", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z 2026-01-03T00:00:00Z 2026-01-04T00:00:00Z 2026-01-09T00:00:00Z")]
    [InlineData("0 0 29 feb *", "", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z")]
    [InlineData("0 0 13 * 5", "", "2026-01-01T00:00:00Z", "2026-02-13T00:00:00Z 2026-03-13T00:00:00Z")]
    [InlineData("15,45 8-10/2 1 1 * 2027", "", "2026-01-01T00:00:00Z", "2027-01-01T08:15:00Z 2027-01-01T08:45:00Z 2027-01-01T10:15:00Z 2027-01-01T10:45:00Z end")]
    [InlineData("5 0 0 1 1 * 2027 # new year", "", "2026-01-01T00:00:00Z", "2027-01-01T00:00:05Z end")]
    [InlineData("@monthly", "", "2026-01-15T00:00:00Z", "2026-02-01T00:00:00Z 2026-03-01T00:00:00Z")]
    [InlineData("@every 1h/10m", "", "2026-01-01T00:00:00Z", "2026-01-01T00:10:00Z 2026-01-01T01:10:00Z")]
    [InlineData("CRON_TZ=Asia/Tokyo 0 9 * * *", "", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")]
    [InlineData("0 9 30 2 *", "", "2026-01-01T00:00:00Z", "end")]
    // Oslo loses 02:00–03:00 on 29 March 2026 and repeats 02:00–03:00 on 25 October 2026
    [InlineData("30 2 * * *", "Europe/Oslo", "2026-03-27T12:00:00Z", "2026-03-28T01:30:00Z 2026-03-30T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Oslo", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-26T01:30:00Z")]
    [InlineData("0 9 * * *", "Europe/Oslo", "2026-03-27T12:00:00Z", "2026-03-28T08:00:00Z 2026-03-29T07:00:00Z")]
    [InlineData("30 1 1 11 * 2026", "America/New_York", "2026-10-01T00:00:00Z", "2026-11-01T05:30:00Z 2026-11-01T06:30:00Z end")]
    public void Next_CronString_GivesTheTimesInOrder(string cron, string zone, string after, string expected)
    {
        var times = new ScheduleTimes(new ScheduleSpec { CronString = { cron }, TimezoneName = zone }, "seed");
        Assert.Equal(expected, List(times, after, expected.Split(' ').Length));
    }

    [Fact]
    public void Next_SeveralSources_GivesTheirUnionWithoutExcludedTimes()
    {
        var spec = new ScheduleSpec
        {
            Calendar = { new CalendarSpec { Hour = "6" } },
            Interval = { new IntervalSpec { Interval = Seconds(6 * 3600) } },
            ExcludeStructuredCalendar = { CalendarExpression.Structure(new CalendarSpec { Hour = "12-17", Minute = "*", Second = "*" }) },
        };
        Assert.Equal("2026-01-01T06:00:00Z 2026-01-01T18:00:00Z 2026-01-02T00:00:00Z", List(new ScheduleTimes(spec, ""), "2026-01-01T00:00:00Z", 3));
    }

    [Fact]
    public void Next_StartAndEnd_AreBothIncluded()
    {
        var spec = new ScheduleSpec
        {
            CronString = { "@daily" },
            StartTime = Time("2026-02-01T00:00:00Z"),
            EndTime = Time("2026-02-02T00:00:00Z"),
        };
        Assert.Equal("2026-02-01T00:00:00Z 2026-02-02T00:00:00Z end", List(new ScheduleTimes(spec, ""), "2026-01-01T00:00:00Z", 3));
    }

    [Fact]
    public void Next_EverythingExcluded_Ends()
    {
        var always = CalendarExpression.Structure(new CalendarSpec { Hour = "*", Minute = "*", Second = "*" });
        var spec = new ScheduleSpec { Interval = { new IntervalSpec { Interval = Seconds(1) } }, ExcludeStructuredCalendar = { always } };
        Assert.Null(new ScheduleTimes(spec, "").Next(Instant.FromUtc(2026, 1, 1, 0, 0)));
    }

    [Fact]
    public void Next_Jitter_IsStableAndNeverReachesTheFollowingTime()
    {
        var spec = new ScheduleSpec { CronString = { "* * * * *" }, Jitter = Seconds(3600) };
        var times = new ScheduleTimes(spec, "a");
        var after = Instant.FromUtc(2026, 1, 1, 0, 0);
        var offsets = new HashSet<NodaTime.Duration>();
        for (var i = 0; i < 100; i++)
        {
            var next = times.Next(after)!.Value;
            Assert.Equal(next, new ScheduleTimes(spec, "a").Next(after));
            Assert.NotEqual(next.Actual, new ScheduleTimes(spec, "b").Next(after)!.Value.Actual);
            Assert.InRange(next.Actual, next.Nominal, next.Nominal + NodaTime.Duration.FromMinutes(1));
            offsets.Add(next.Actual - next.Nominal);
            after = next.Nominal;
        }

        Assert.True(offsets.Count > 90);
    }

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * * * * 1999")]
    [InlineData("* * 0 * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("1-2-3 * * * *")]
    [InlineData("@sometimes")]
    [InlineData("@every 0s")]
    [InlineData("@every 5")]
    [InlineData("@every 1h/1h")]
    [InlineData("TZ=Mars/Olympus * * * * *")]
    [InlineData("")]
    public void Compile_MalformedCronString_IsInvalidArgument(string cron) => Refuses(new ScheduleSpec { CronString = { cron } });

    [Fact]
    public void Compile_MalformedSpec_IsInvalidArgument()
    {
        Refuses(new ScheduleSpec { StructuredCalendar = { new StructuredCalendarSpec { Second = { new Range { Start = 61 } } } } });
        Refuses(new ScheduleSpec { StructuredCalendar = { new StructuredCalendarSpec { Hour = { new Range { Start = 1, End = int.MaxValue } } } } });
        Refuses(new ScheduleSpec { Interval = { new IntervalSpec() } });
        Refuses(new ScheduleSpec { CronString = { "TZ=UTC @daily" }, TimezoneName = "Europe/Oslo" });
        Refuses(new ScheduleSpec { Jitter = Seconds(-1) });
        Refuses(new ScheduleSpec { TimezoneData = Google.Protobuf.ByteString.CopyFromUtf8("TZif") });
    }

    [Fact]
    public void Canonical_CronAndCalendar_AreStructured()
    {
        var canonical = new ScheduleTimes(new ScheduleSpec { CronString = { "TZ=Europe/Oslo 0 9 * * 1-5 # work" } }, "").Canonical;
        Assert.Equal("Europe/Oslo", canonical.TimezoneName);
        Assert.Empty(canonical.CronString);
        var calendar = Assert.Single(canonical.StructuredCalendar);
        Assert.Equal("work", calendar.Comment);
        Assert.Equal([new Range { Start = 1, End = 5 }], calendar.DayOfWeek);
        Assert.Equal([new Range { Start = 9 }], calendar.Hour);
        Assert.Empty(calendar.Year);
    }

    [Fact]
    public void Next_RandomCalendars_AgreeWithEveryMinuteTried()
    {
        string[] zones = ["", "Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"];
        var random = new Random(7);
        for (var round = 0; round < 150; round++)
        {
            var zone = zones[random.Next(zones.Length)];
            var calendar = new CalendarSpec
            {
                Minute = Some(random, 0, 59),
                Hour = Some(random, 0, 23),
                DayOfMonth = random.Next(2) == 0 ? "" : Some(random, 1, 31),
                DayOfWeek = random.Next(2) == 0 ? "" : Some(random, 0, 6),
            };
            var times = new ScheduleTimes(new ScheduleSpec { Calendar = { calendar }, TimezoneName = zone }, "");
            var model = new Calendar(CalendarExpression.Structure(calendar));
            // Around a change of the clocks, where mistakes live
            var after = Instant.FromUtc(2026, random.Next(2) == 0 ? 3 : 10, random.Next(20, 29), random.Next(24), random.Next(60));
            Assert.Equal(Tried(model, CanonicalSpec.Zone(zone), after, 6), Found(times, after, 6));
        }
    }

    private static List<Instant> Tried(Calendar model, DateTimeZone zone, Instant after, int days)
    {
        var matches = new List<Instant>();
        var end = after + NodaTime.Duration.FromDays(days);
        for (var minute = after + NodaTime.Duration.FromMinutes(1); minute <= end; minute += NodaTime.Duration.FromMinutes(1))
        {
            if (model.Matches(minute.InZone(zone).LocalDateTime))
            {
                matches.Add(minute);
            }
        }

        return matches;
    }

    private static List<Instant> Found(ScheduleTimes times, Instant after, int days)
    {
        var found = new List<Instant>();
        var end = after + NodaTime.Duration.FromDays(days);
        for (var next = times.Next(after); next is { } time && time.Nominal <= end; next = times.Next(time.Nominal))
        {
            found.Add(time.Nominal);
        }

        return found;
    }

    private static string Some(Random random, int min, int max) => random.Next(3) switch
    {
        0 => "*",
        1 => string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(min, max + 1))),
        _ => string.Create(CultureInfo.InvariantCulture, $"{random.Next(min, max + 1)}/{random.Next(1, 20)}"),
    };

    private static string List(ScheduleTimes times, string after, int count)
    {
        var from = InstantPattern.General.Parse(after).Value;
        var listed = new List<string>();
        while (listed.Count < count)
        {
            if (times.Next(from) is not { } next)
            {
                listed.Add("end");
                break;
            }

            listed.Add(InstantPattern.General.Format(next.Nominal));
            from = next.Nominal;
        }

        return string.Join(' ', listed);
    }

    private static Duration Seconds(long seconds) => new() { Seconds = seconds };

    private static Timestamp Time(string text) => InstantPattern.General.Parse(text).Value.ToDateTimeOffset().ToTimestamp();

    private static void Refuses(ScheduleSpec spec) => Assert.Equal(
        GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcStatusException>(() => new ScheduleTimes(spec, "")).Code);
}
