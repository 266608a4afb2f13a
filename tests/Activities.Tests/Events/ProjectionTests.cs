using Notify.Domain.Customers;
using Notify.Domain.Events;
using Notify.Domain.Purchases;
using Notify.Storage.Streams;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Events;

/// <summary>What events do to the tables.</summary>
public sealed class ProjectionTests
{
    private static readonly DateTimeOffset Noon = EventShop.Noon;

    [Fact]
    public async Task Clicks_TakenIn_AreRowsAndWordInTheChangeLog()
    {
        await using var shop = await EventShop.OpenAsync();
        var click = EventShop.Click("U1", "e1", campaignId: "C1") with { NotificationId = "n1" };

        await shop.AppendAsync(click, EventShop.Click("U2", "e1", ShopEventKind.View));
        await shop.TakeInAsync();

        Assert.Equal(click.ToClickEvent(), await shop.Store.GetAsync(NotifyTables.Clickstream, "U1", "e1"));
        Assert.Equal("view", (await shop.Store.GetAsync(NotifyTables.Clickstream, "U2", "e1"))!.Event);
        var changed = await shop.Changes.ReadAsync(NotifyTables.Clickstream.Name, 0).SelectMany(entry => entry.Keys).ToListAsync();
        Assert.Equal(["U1", "U2"], changed.Order());
    }

    [Fact]
    public async Task Orders_InAnyBatches_GiveTheMatrixThatAllPurchasesGive()
    {
        await using var shop = await EventShop.OpenAsync();
        var random = new Random(11);
        // Bought before the stream began, and not yet in the matrix
        await shop.Store.PutAsync(NotifyTables.PurchaseHistory, [.. Enumerable.Range(0, 20).Select(i => EventShop.Order($"U{i % 5}", $"old{i}", $"P{i % 3}", Noon.AddDays(-i)).ToPurchase())]);
        var orders = Enumerable.Range(0, 400).Select(_ => random.Next(250)).Select(i => EventShop.Order($"U{random.Next(5)}", $"o{i}", $"P{i % 4}", Noon.AddMinutes(-random.Next(1000)))).ToArray();

        foreach (var chunk in orders.Chunk(130))
        {
            await shop.AppendAsync(chunk);
            await shop.TakeInAsync();
        }

        var purchases = await shop.Store.ScanAsync(NotifyTables.PurchaseHistory).ToListAsync();
        var touched = orders.Select(order => (order.UserId, order.ProductId!)).ToHashSet();
        var expected = purchases.GroupBy(purchase => (purchase.UserId, purchase.ProductId)).Where(cell => touched.Contains(cell.Key)).Select(cell => new UserProduct
        {
            UserId = cell.Key.UserId,
            ProductId = cell.Key.ProductId,
            TimesPurchased = cell.Count(),
            LastPurchaseDate = cell.Max(purchase => purchase.PurchaseDate),
        });
        var cells = await shop.Store.ScanAsync(NotifyTables.UserProductMatrix).ToListAsync();
        Assert.Equal(expected.OrderBy(Key), cells.OrderBy(Key));

        static string Key(UserProduct cell) => $"{cell.UserId} {cell.ProductId}";
    }

    [Fact]
    public async Task Events_SentTwice_ChangeNothingMore()
    {
        await using var shop = await EventShop.OpenAsync();
        ShopEvent[] events =
        [
            EventShop.Click("U1", "e1", campaignId: "C1"), EventShop.Click("U1", "e2", ShopEventKind.CampaignView, "C1"),
            EventShop.Order("U1", "o1", "P1", campaignId: "C1"),
        ];

        await shop.AppendAsync([.. events, .. events]);
        await shop.TakeInAsync();
        await shop.AppendAsync(events);
        await shop.TakeInAsync();

        Assert.Equal(2, await shop.Store.CountAsync(NotifyTables.Clickstream));
        Assert.Equal(1, await shop.Store.CountAsync(NotifyTables.PurchaseHistory));
        Assert.Equal(1, (await shop.Store.GetAsync(NotifyTables.UserProductMatrix, "U1", "P1"))!.TimesPurchased);
        var counted = await shop.CountsAsync("C1");
        Assert.Equal((1, 1, 1, 20), (counted.Views, counted.Clicks, counted.Orders, counted.Revenue));
    }

    [Theory]
    [InlineData("notify_campaign_counters")]
    [InlineData("notify_clickstream")]
    [InlineData("notify_purchase_history")]
    [InlineData("notify_user_product_matrix")]
    [InlineData("notify_user_preferences")]
    public async Task Events_WhoseWritesFailNowAndThen_AreAllThereOnce(string table)
    {
        await using var shop = await EventShop.OpenAsync();
        var (before, after) = (0, 0);
        shop.Faults.FailsBefore = name => name == table && before++ % 3 == 0;
        shop.Faults.FailsAfter = name => name == table && after++ % 3 != 2;
        var clicks = Enumerable.Range(0, 300).Select(i => EventShop.Click($"U{i % 17}", $"e{i}", i % 9 == 0 ? ShopEventKind.OptOut : ShopEventKind.Click, $"C{i % 3}")).ToArray();
        var orders = Enumerable.Range(0, 300).Select(i => EventShop.Order($"U{i % 17}", $"o{i}", $"P{i % 5}", campaignId: $"C{i % 3}")).ToArray();

        await shop.AppendAsync([.. clicks, .. orders]);
        await shop.TakeInAsync();

        Assert.Equal(300, await shop.Store.CountAsync(NotifyTables.Clickstream));
        Assert.Equal(300, await shop.Store.CountAsync(NotifyTables.PurchaseHistory));
        Assert.Equal(300, await shop.Store.ScanAsync(NotifyTables.UserProductMatrix).Select(cell => cell.TimesPurchased).SumAsync());
        foreach (var campaign in (string[])["C0", "C1", "C2"])
        {
            var counted = await shop.CountsAsync(campaign);
            Assert.Equal(clicks.Count(one => one.CampaignId == campaign && one.Event == ShopEventKind.Click), counted.Clicks);
            Assert.Equal(clicks.Count(one => one.CampaignId == campaign && one.Event == ShopEventKind.OptOut), counted.OptOuts);
            Assert.Equal(orders.Count(one => one.CampaignId == campaign), counted.Orders);
        }
    }

    [Fact]
    public async Task Counters_ThatAnotherConsumerMovedOnMeanwhile_AreNotSetBack()
    {
        await using var shop = await EventShop.OpenAsync();
        await shop.AppendAsync(EventShop.Click("U1", "e1", campaignId: "C1"));
        await shop.TakeInAsync();
        var first = await shop.Store.QueryAsync(NotifyTables.CampaignCounters, "C1").SingleAsync();
        shop.Faults.BeforeReplace = async () =>
        {
            shop.Faults.BeforeReplace = () => Task.CompletedTask;
            await shop.Store.PutAsync(NotifyTables.CampaignCounters, [first with { Clicks = 2, CountedTo = first.CountedTo + 1 }]);
        };

        // The other one has counted e2
        await shop.AppendAsync(EventShop.Click("U1", "e2", campaignId: "C1"), EventShop.Click("U1", "e3", campaignId: "C1"));
        await shop.TakeInAsync();

        Assert.Equal(3, (await shop.CountsAsync("C1")).Clicks);
    }

    [Fact]
    public async Task OptOut_OfACustomer_IsKeptAtOnceAndToldToTheirDeliveries()
    {
        await using var shop = await EventShop.OpenAsync();
        await shop.Store.PutAsync(NotifyTables.UserPreferences, [new UserPreferences { UserId = "U1", MaxPerDay = 2 }]);

        await shop.AppendAsync(
            EventShop.Click("U1", "e1", ShopEventKind.OptOut, at: Noon), EventShop.Click("U2", "e1", ShopEventKind.OptOut, at: Noon));
        await shop.TakeInAsync();
        // Later news of earlier days takes nothing back
        await shop.AppendAsync(EventShop.Click("U1", "e0", ShopEventKind.Click, at: Noon.AddDays(-1)), EventShop.Click("U1", "e2", ShopEventKind.OptOut, at: Noon.AddHours(1)));
        await shop.TakeInAsync();

        var known = await shop.Store.GetAsync(NotifyTables.UserPreferences, "U1");
        Assert.Equal((Noon, 2), (known!.OptedOutAt, known.MaxPerDay));
        Assert.Equal(Noon, (await shop.Store.GetAsync(NotifyTables.UserPreferences, "U2"))!.OptedOutAt);
        Assert.Equal(["U1 opted out", "U2 opted out"], shop.Signals.Distinct().Order());
    }

    [Fact]
    public async Task Order_InAnswerToANotification_IsToldToTheDeliveries()
    {
        await using var shop = await EventShop.OpenAsync();

        await shop.AppendAsync(EventShop.Order("U1", "o1", "P1"), EventShop.Order("U2", "o2", "P1", notificationId: "n"));
        await shop.TakeInAsync();

        Assert.Equal(["U2 bought o2"], shop.Signals);
    }

    [Fact]
    public async Task Events_OfSomebodyErased_BringNothingBack()
    {
        await using var shop = await EventShop.OpenAsync();
        await shop.Erasures.AddAsync("U1", "erasure");

        await shop.AppendAsync(EventShop.Click("U1", "e1", ShopEventKind.OptOut), EventShop.Order("U1", "o1", "P1"), EventShop.Click("U2", "e1"));
        await shop.TakeInAsync();

        Assert.Equal("U2", Assert.Single(await shop.Store.ScanAsync(NotifyTables.Clickstream).ToListAsync()).UserId);
        Assert.Equal(0, await shop.Store.CountAsync(NotifyTables.PurchaseHistory));
        Assert.Equal(0, await shop.Store.CountAsync(NotifyTables.UserPreferences));
    }
}
