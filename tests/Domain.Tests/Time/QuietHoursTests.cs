using System.Globalization;
using NodaTime;
using Notify.Domain.Time;

namespace Notify.Domain.Tests.Time;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Shop = new(new TimeOnly(21, 0), new TimeOnly(8, 0));

    [Theory]
    [InlineData("21:00", "08:00", "20:59", false)]
    [InlineData("21:00", "08:00", "21:00", true)]
    [InlineData("21:00", "08:00", "00:00", true)]
    [InlineData("21:00", "08:00", "07:59", true)]
    [InlineData("21:00", "08:00", "08:00", false)]
    [InlineData("13:00", "15:00", "14:00", true)]
    [InlineData("13:00", "15:00", "15:00", false)]
    [InlineData("13:00", "15:00", "12:59", false)]
    [InlineData("22:00", "22:00", "22:00", false)]
    [InlineData("22:00", "22:00", "03:00", false)]
    public void Covers_LocalTime_FromStartUntilEndAroundMidnight(string start, string end, string local, bool quiet) =>
        Assert.Equal(quiet, new QuietHours(Time(start), Time(end)).Covers(Time(local)));

    // Berlin, 25 October 2026: 02:00 to 03:00 happens twice. Lord Howe, 5 April: 01:30 to 02:00 happens twice.
    // New York, 8 March: 02:00 to 03:00 does not happen. Apia, 30 December 2011, did not happen at all.
    [Theory]
    [InlineData("Europe/Berlin", "02:15", "02:45", "2026-10-25T00:20Z", true)]
    [InlineData("Europe/Berlin", "02:15", "02:45", "2026-10-25T00:50Z", false)]
    [InlineData("Europe/Berlin", "02:15", "02:45", "2026-10-25T01:20Z", true)]
    [InlineData("Europe/Berlin", "02:15", "02:45", "2026-10-25T01:50Z", false)]
    [InlineData("Australia/Lord_Howe", "01:40", "01:50", "2026-04-04T14:45Z", true)]
    [InlineData("Australia/Lord_Howe", "01:40", "01:50", "2026-04-04T15:15Z", true)]
    [InlineData("America/New_York", "02:15", "02:45", "2026-03-08T06:59Z", false)]
    [InlineData("America/New_York", "02:15", "02:45", "2026-03-08T07:00Z", false)]
    [InlineData("America/New_York", "23:00", "02:30", "2026-03-08T06:59Z", true)]
    [InlineData("America/New_York", "23:00", "02:30", "2026-03-08T07:00Z", false)]
    [InlineData("Pacific/Apia", "21:00", "08:00", "2011-12-30T09:59Z", true)]
    [InlineData("Pacific/Apia", "21:00", "08:00", "2011-12-30T18:00Z", false)]
    public void Covers_DayOnWhichTheClockChanges_WallClockDecides(string zone, string start, string end, string at, bool quiet)
    {
        var moment = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        var local = LocalMoment.Of(moment, DateTimeZoneProviders.Tzdb[zone]);

        Assert.Equal(quiet, new QuietHours(Time(start), Time(end)).Covers(local.Time));
    }

    [Fact]
    public void Of_NeitherSideNamed_TheShopsHours() => Assert.Equal(Shop, QuietHours.Of(null, null, Shop));

    [Fact]
    public void Of_OneSideNamed_TheOtherIsTheShops() =>
        Assert.Equal(new QuietHours(new TimeOnly(23, 0), Shop.End), QuietHours.Of(new TimeOnly(23, 0), null, Shop));

    [Fact]
    public void Of_BothSidesEqual_NoQuietHours() =>
        Assert.False(QuietHours.Of(Shop.Start, Shop.Start, Shop).Covers(Shop.Start));

    [Fact]
    public void Of_OneSideThatWouldLeaveNone_TheShopsHoursHold() => Assert.Equal(Shop, QuietHours.Of(Shop.End, null, Shop));

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);
}
