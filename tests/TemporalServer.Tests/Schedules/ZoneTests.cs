using NodaTime;
using TemporalServer.Schedules.Spec;
using Temporalio.Api.Schedule.V1;

namespace TemporalServer.Tests.Schedules;

/// <summary>Times on the wall of many zones, around each change of their clocks, against a walk through every minute.</summary>
public sealed class ZoneTests
{
    public static TheoryData<string> Zones =>
    [
        "America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Havana", "Pacific/Apia", "America/St_Johns",
        "Africa/Casablanca", "America/Santiago", "Asia/Tehran", "Pacific/Chatham", "Antarctica/Troll", "Asia/Gaza", "America/Sao_Paulo", "Europe/London", "UTC",
    ];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Next_HalfHourlyTimes_FireAtEachMinuteWhoseWallClockMatches(string zone)
    {
        foreach (var cron in (string[])["30 * * * *", "0,15 0-3 * * *", "30 2 * * *", "0 0 * * *", "59 23 * * SAT,SUN"])
        {
            Compare(zone, new ScheduleSpec { CronString = { cron }, TimezoneName = zone }, cron);
            Compare(zone, new ScheduleSpec { CronString = { $"CRON_TZ={zone} {cron}" } }, cron);
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Next_Shorthands_AreMidnightAndTheFullHourOfTheZone(string zone)
    {
        Compare(zone, new ScheduleSpec { CronString = { "@daily" }, TimezoneName = zone }, "0 0 * * *");
        Compare(zone, new ScheduleSpec { CronString = { "@hourly" }, TimezoneName = zone }, "0 * * * *");
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Next_Interval_TakesNoNoticeOfTheZone(string zone)
    {
        var spec = new ScheduleSpec { CronString = { "@every 6h/30m" }, TimezoneName = zone };
        foreach (var (from, to) in Windows(zone))
        {
            Assert.Equal(Minutes(from, to).Where(static at => (at.ToUnixTimeSeconds() - 1800) % 21_600 == 0), Times(spec, from, to));
        }
    }

    [Fact]
    public void Next_DayThatAZoneSkipped_HasNoTimes()
    {
        // Samoa went from 29 to 31 December 2011
        var spec = new ScheduleSpec { CronString = { "0 12 * * *" }, TimezoneName = "Pacific/Apia" };
        var noons = Times(spec, Instant.FromUtc(2011, 12, 28, 12, 0), Instant.FromUtc(2012, 1, 1, 12, 0))
            .Select(static at => at.InZone(DateTimeZoneProviders.Tzdb["Pacific/Apia"]).Day);
        Assert.Equal([28, 29, 31, 1], noons.Take(4));
    }

    private static void Compare(string zone, ScheduleSpec spec, string cron)
    {
        var calendar = new Calendar(CronExpression.Parse(cron).Calendar!);
        var tz = DateTimeZoneProviders.Tzdb[zone];
        foreach (var (from, to) in Windows(zone))
        {
            var expected = Minutes(from, to).Where(at => calendar.Matches(at.InZone(tz).LocalDateTime)).ToList();
            Assert.Equal(expected, Times(spec, from, to));
        }
    }

    private static List<Instant> Times(ScheduleSpec spec, Instant from, Instant to)
    {
        var times = new ScheduleTimes(spec, "seed");
        List<Instant> found = [];
        for (var next = times.Next(from); next is { } time && time.Nominal <= to; next = times.Next(time.Nominal))
        {
            found.Add(time.Nominal);
        }

        return found;
    }

    private static IEnumerable<Instant> Minutes(Instant from, Instant to)
    {
        for (var at = from + Duration.FromMinutes(1); at <= to; at += Duration.FromMinutes(1))
        {
            yield return at;
        }
    }

    // A day and a half on each side of every change from 2024 to 2027, or plain days where there is none
    private static IEnumerable<(Instant From, Instant To)> Windows(string zone)
    {
        var (first, last) = (Instant.FromUtc(2024, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));
        var changes = DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(first, last)
            .Where(static interval => interval.HasEnd).Select(static interval => interval.End).Where(end => end < last).ToList();
        var reach = Duration.FromHours(36);
        return changes.Count == 0 ? [(first, first + reach)] : changes.Select(change => (change - reach, change + reach));
    }
}
