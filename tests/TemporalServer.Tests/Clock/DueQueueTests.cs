using TemporalServer.Clock;

namespace TemporalServer.Tests.Clock;

public sealed class DueQueueTests
{
    private readonly List<long> fired = [];
    private readonly List<int> settledAfter = [];
    private readonly DueQueue queue;
    private Action ring = static () => { };
    private long now;

    public DueQueueTests() => queue = new DueQueue(
        () => now, (_, ring) => Arm(ring), fired.Add, static _ => 10, () => settledAfter.Add(fired.Count));

    [Fact]
    public void Ring_RunsDueAtDifferentTimes_FiresThoseDueEarliestFirst()
    {
        queue.Expect(key: 1, due: 300);
        queue.Expect(key: 2, due: 100);
        queue.Expect(key: 3, due: 200);

        now = 200;
        ring();

        Assert.Equal([2, 3], fired);
    }

    [Fact]
    public void Ring_RunExpectedTwice_FiresOnceAtTheEarlierTime()
    {
        queue.Expect(key: 1, due: 300);
        queue.Expect(key: 1, due: 100);

        now = 300;
        ring();

        Assert.Equal([1], fired);
    }

    [Fact]
    public void Ring_CrowdDueAtOnce_WaitsForTheDiskInBetween()
    {
        for (var key = 0; key < 600; key++)
        {
            queue.Expect(key, due: 100);
        }

        now = 100;
        ring();

        Assert.Equal(600, fired.Distinct().Count());
        Assert.Equal([256, 512], settledAfter);
    }

    private MemoryStream Arm(Action action)
    {
        ring = action;
        return new MemoryStream();
    }
}
