using TemporalServer.Grpc;

namespace TemporalServer.Tests.Grpc;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("2H", 2 * TimeSpan.TicksPerHour)]
    [InlineData("3M", 3 * TimeSpan.TicksPerMinute)]
    [InlineData("4S", 4 * TimeSpan.TicksPerSecond)]
    [InlineData("5m", 5 * TimeSpan.TicksPerMillisecond)]
    [InlineData("30000000u", 30 * TimeSpan.TicksPerSecond)]
    [InlineData("250n", 2)]
    [InlineData("99999999H", 99_999_999 * TimeSpan.TicksPerHour)]
    [InlineData("0S", 0)]
    public void Parse_EveryUnit_IsRead(string header, long ticks) => Assert.Equal(TimeSpan.FromTicks(ticks), GrpcTimeout.Parse(header));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Parse_NoHeader_MeansNoDeadline(string? header) => Assert.Null(GrpcTimeout.Parse(header));
}
