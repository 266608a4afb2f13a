using Notify.Domain.Events;
using Notify.Storage.Streams;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Events;

/// <summary>How a stream is taken in: what is no event, stores that fail, consumers that stop.</summary>
public sealed class EventConsumerTests
{
    [Theory]
    [InlineData(StreamTopics.Clickstream, "U1", "not json", "NOT_AN_OBJECT")]
    [InlineData(StreamTopics.Clickstream, "U1", "", "NOT_AN_OBJECT")]
    [InlineData(StreamTopics.Clickstream, "U1", """{"event_id":"x","event":"click","timestamp":"2026-11-20T12:00:00Z"}""", "MISSING_FIELD: user_id is missing")]
    [InlineData(StreamTopics.Clickstream, "U1", """{"event_id":"x","event":"click","user_id":"U2","timestamp":"2026-11-20T12:00:00Z"}""", "MISPLACED: The record's key is not")]
    [InlineData(StreamTopics.Clickstream, "U1", """{"event_id":"x","event":"purchase","user_id":"U1","timestamp":"2026-11-20T12:00:00Z","product_id":"P","price":1}""", "MISPLACED: The stream notify_clickstream does not carry")]
    [InlineData(StreamTopics.PurchaseHistory, "U1", """{"event_id":"x","event":"click","user_id":"U1","timestamp":"2026-11-20T12:00:00Z"}""", "MISPLACED: The stream purchase_history does not carry")]
    [InlineData(StreamTopics.PurchaseHistory, "U1", """{"event_id":"x","event":"purchase","user_id":"U1","timestamp":"2026-11-20T12:00:00Z","product_id":"P","price":-1}""", "INVALID_FIELD: price is out of bounds")]
    public async Task Record_ThatIsNoEvent_IsSetAsideWithItsReasonAndStopsNothing(string topic, string key, string value, string reason)
    {
        await using var shop = await EventShop.OpenAsync();

        await shop.AppendTextAsync(topic, key, value);
        await shop.AppendAsync(EventShop.Click(key, "after"), EventShop.Order(key, "after", "P1"));
        await shop.TakeInAsync();

        var letter = Assert.Single(await shop.DeadLettersAsync(topic, 1));
        Assert.Equal((key, value), (letter.Key, System.Text.Encoding.UTF8.GetString(letter.Value.Span)));
        Assert.StartsWith(reason, letter.Headers![DeadLetters.ReasonHeader], StringComparison.Ordinal);
        Assert.Equal(topic, letter.Headers[DeadLetters.TopicHeader]);
        Assert.Equal("x", letter.Headers["event_id"]);
        Assert.Equal(1, await shop.Store.CountAsync(NotifyTables.Clickstream));
        Assert.Equal(1, await shop.Store.CountAsync(NotifyTables.PurchaseHistory));
    }

    [Fact]
    public async Task Store_ThatFailsForLong_KeepsItsPlaceUntilItWorks()
    {
        await using var shop = await EventShop.OpenAsync();
        shop.Faults.FailsBefore = name => name == NotifyTables.Clickstream.Name;
        await shop.AppendAsync([.. Enumerable.Range(0, 120).Select(i => EventShop.Click($"U{i}", "e"))]);

        await shop.TakeInAsync(async () =>
        {
            await shop.Faults.Failed.UntilAsync(() => shop.Faults.Failures > 5);
            Assert.Equal(120, await shop.LagAsync(StreamTopics.Clickstream));
            Assert.Equal(0, await shop.Store.CountAsync(NotifyTables.Clickstream));
            shop.Faults.FailsBefore = _ => false;
        });

        Assert.Equal(120, await shop.Store.CountAsync(NotifyTables.Clickstream));
    }

    [Fact]
    public async Task Consumer_StoppedWhileTheStoreFails_EndsAtOnceAndTheNextOneGoesOn()
    {
        await using var shop = await EventShop.OpenAsync();
        shop.Faults.FailsBefore = _ => true;
        await shop.AppendAsync(EventShop.Click("U1", "e1"));
        using var stop = new CancellationTokenSource();
        var running = shop.ConsumerOf(shop.Clicks()).RunAsync(stop.Token);
        await shop.Faults.Failed.UntilAsync(() => shop.Faults.Failures > 1);

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        shop.Faults.FailsBefore = _ => false;
        await shop.TakeInAsync();

        Assert.Equal(1, await shop.Store.CountAsync(NotifyTables.Clickstream));
    }

    [Fact]
    public async Task Consumers_StoppedInTheMiddleOfTheirWrites_LoseNothingAndDoubleNothing()
    {
        const int Events = 3000;
        await using var shop = await EventShop.OpenAsync();
        var random = new Random(7);
        foreach (var chunk in Enumerable.Range(0, Events).Chunk(500))
        {
            await shop.AppendAsync([.. chunk.Select(i => EventShop.Click($"U{i % 101}", $"e{i}", campaignId: "C")), .. chunk.Select(i => EventShop.Order($"U{i % 101}", $"o{i}", $"P{i % 7}", campaignId: "C"))]);
        }

        var stops = 0;
        while (!await shop.IsDrainedAsync())
        {
            using var stop = new CancellationTokenSource();
            using var alsoWhenStopped = stop.Token.Register(shop.Streams.Committed.Raise);
            var writes = random.Next(1, 20);
            shop.Faults.FailsBefore = shop.Faults.FailsAfter = _ => StopAt(ref writes, stop);
            var running = Task.WhenAll(shop.ConsumerOf(shop.Clicks()).RunAsync(stop.Token), shop.ConsumerOf(shop.Orders()).RunAsync(stop.Token));
            await shop.Streams.Committed.UntilAsync(async () => stop.IsCancellationRequested || await shop.IsDrainedAsync());
            await stop.CancelAsync();
            await running;
            stops++;
        }

        Assert.True(stops > 10);
        Assert.Equal(Events, await shop.Store.CountAsync(NotifyTables.Clickstream));
        Assert.Equal(Events, await shop.Store.CountAsync(NotifyTables.PurchaseHistory));
        Assert.Equal(Events, await shop.Store.ScanAsync(NotifyTables.UserProductMatrix).Select(cell => cell.TimesPurchased).SumAsync());
        var counted = await shop.CountsAsync("C");
        Assert.Equal((Events, Events), (counted.Clicks, counted.Orders));
    }

    [Fact]
    public async Task Consumers_OfTheTwoStreams_AreInGroupsOfTheirOwn()
    {
        await using var shop = await EventShop.OpenAsync();
        await shop.AppendAsync(EventShop.Click("U1", "e1"), EventShop.Order("U1", "o1", "P1"));

        await shop.TakeInAsync();

        Assert.Equal(0, await shop.Streams.LagAsync(StreamTopics.Clickstream, "notify_tables.notify_clickstream"));
        Assert.Equal(1, await shop.Streams.LagAsync(StreamTopics.Clickstream, "notify_tables.purchase_history"));
        Assert.Equal(0, await shop.Streams.LagAsync(StreamTopics.PurchaseHistory, "notify_tables.purchase_history"));
        Assert.Equal(1, await shop.Streams.LagAsync(StreamTopics.PurchaseHistory, "notify_tables.notify_clickstream"));
    }

    [Fact]
    public async Task Meter_KnowsHowFarTheTablesAreBehind()
    {
        await using var shop = await EventShop.OpenAsync();
        await shop.AppendAsync([.. Enumerable.Range(0, 120).Select(i => EventShop.Click($"U{i}", "e"))]);

        var before = await shop.Meter.ReadAsync(StreamTopics.Clickstream, TestContext.Current.CancellationToken);
        await shop.TakeInAsync();
        var after = await shop.Meter.ReadAsync(StreamTopics.Clickstream, TestContext.Current.CancellationToken);

        Assert.Equal(120, before.Records);
        Assert.Equal((0, TimeSpan.Zero), (after.Records, after.Behind));
        Assert.True(after.RecordsPerSecond > 0);
    }

    private static bool StopAt(ref int writes, CancellationTokenSource stop)
    {
        if (Interlocked.Decrement(ref writes) == 0)
        {
            stop.Cancel();
        }

        return false;
    }
}
