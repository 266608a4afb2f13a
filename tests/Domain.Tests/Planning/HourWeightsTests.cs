using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

public sealed class HourWeightsTests
{
    [Fact]
    public void At_TheOnlyHourOfACustomerWhoBoughtTwice_IsAtMostTwiceTheAverage()
    {
        var activity = new double[24];
        activity[12] = 1;

        var weights = HourWeights.Of(activity, preferences: null, new PlanningPolicy());

        Assert.Equal(2, weights.At(new TimeOnly(12, 0)));
        Assert.True(weights.At(new TimeOnly(3, 0)) < 1);
    }
}
