using System.Globalization;
using Notify.Domain.Time;

namespace Notify.Domain.Tests.Time;

public sealed class DailyWindowTests
{
    [Theory]
    [InlineData(null, null, "03:00", true)]
    [InlineData("09:00", null, "08:59", false)]
    [InlineData("09:00", null, "23:59", true)]
    [InlineData(null, "09:00", "00:00", true)]
    [InlineData(null, "09:00", "09:00", false)]
    [InlineData("09:00", "17:00", "16:59", true)]
    [InlineData("09:00", "17:00", "17:00", false)]
    [InlineData("22:00", "02:00", "23:00", true)]
    [InlineData("22:00", "02:00", "02:00", false)]
    [InlineData("09:00", "09:00", "12:00", true)]
    public void Covers_LocalTime_InsideTheWindow(string? start, string? end, string local, bool covered) =>
        Assert.Equal(covered, new DailyWindow(Time(start), Time(end)).Covers(Time(local)!.Value));

    private static TimeOnly? Time(string? text) => text is null ? null : TimeOnly.Parse(text, CultureInfo.InvariantCulture);
}
