using Microsoft.Extensions.Logging.Abstractions;
using Notify.Activities.Planning;
using Notify.Activities.Tests.Events;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Planning;
using Notify.Storage.Erasing;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Planning;

/// <summary>Two runs over one date.</summary>
public sealed class PlanPublisherTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PublishAsync_AnotherRunPublishesMeanwhile_KeepsWhatThatOneSends(bool wasThereBefore)
    {
        await using var shop = await OpenAsync();
        var sent = Slot("U1", "C1", Midnight.AddHours(10));
        if (wasThereBefore)
        {
            await shop.PublishAsync("U1", Midnight.AddDays(1));
        }

        var rivals = 0;
        var tables = new FaultyTables(shop.Tables)
        {
            BeforeReplace = () => rivals++ == 0 ? shop.PublishAsync("U1", Midnight.AddDays(1), sent) : Task.CompletedTask,
        };
        var publisher = new PlanPublisher(tables, shop.Get<ErasureList>(), new PlanningPolicy { DefaultTimeZone = "UTC" }, NullLogger<PlanPublisher>.Instance);

        var request = new PlanRequest { UserId = "U1", Candidates = [], PlannedFrom = Midnight.AddHours(12), PlannedUntil = Midnight.AddHours(36) };
        var report = await publisher.PublishAsync(
            DateOnly.FromDateTime(Midnight.UtcDateTime), [request], new Dictionary<string, int>(), () => { }, TestContext.Current.CancellationToken);

        Assert.Equal(2, rivals);
        Assert.Equal([sent], await shop.SlotsAsync("U1"));
        Assert.Equal((1, 0), (report.Slots, report.Refused));
    }
}
