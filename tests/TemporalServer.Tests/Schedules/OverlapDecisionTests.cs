using TemporalServer.Schedules;
using Policy = Temporalio.Api.Enums.V1.ScheduleOverlapPolicy;

namespace TemporalServer.Tests.Schedules;

public sealed class OverlapDecisionTests
{
    [Theory]
    [InlineData(Policy.Unspecified, false, "1", "", 2)]
    [InlineData(Policy.Skip, false, "1", "", 2)]
    [InlineData(Policy.Skip, true, "", "", 3)]
    [InlineData(Policy.BufferOne, false, "1", "2", 1)]
    [InlineData(Policy.BufferOne, true, "", "1", 2)]
    [InlineData(Policy.BufferAll, false, "1", "2 3", 0)]
    [InlineData(Policy.BufferAll, true, "", "1 2 3", 0)]
    [InlineData(Policy.AllowAll, false, "1 2 3", "", 0)]
    [InlineData(Policy.AllowAll, true, "1 2 3", "", 0)]
    [InlineData(Policy.CancelOther, false, "3", "", 2)]
    [InlineData(Policy.CancelOther, true, "", "3", 2)]
    [InlineData(Policy.TerminateOther, true, "", "3", 2)]
    public void Of_ThreeStartsAtOnce_FollowsThePolicy(Policy policy, bool running, string start, string keep, int skipped)
    {
        var decision = OverlapDecision.Of([Start(1), Start(2), Start(3)], policy, running);
        Assert.Equal(start, Times(decision.Start));
        Assert.Equal(keep, Times(decision.Keep));
        Assert.Equal(skipped, decision.Skipped);
        Assert.Equal(running && policy == Policy.CancelOther, decision.CancelRunning);
        Assert.Equal(running && policy == Policy.TerminateOther, decision.TerminateRunning);
    }

    [Fact]
    public void Of_StartWithItsOwnPolicy_FollowsThatOne()
    {
        var decision = OverlapDecision.Of([Start(1), Start(2, Policy.AllowAll), Start(3, Policy.BufferAll)], Policy.Skip, running: true);
        Assert.Equal("2", Times(decision.Start));
        Assert.Equal("3", Times(decision.Keep));
        Assert.Equal(1, decision.Skipped);
    }

    private static PendingStart Start(long time, Policy own = Policy.Unspecified) => new(time, time, own, Manual: false, $"{time}");

    private static string Times(IEnumerable<PendingStart> starts) => string.Join(' ', starts.Select(start => start.Nominal));
}
