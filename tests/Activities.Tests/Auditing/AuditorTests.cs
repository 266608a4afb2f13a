using Notify.Activities.Auditing;
using Notify.Activities.Delivering;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Auditing;

/// <summary>The account of every planned notification.</summary>
public sealed class AuditorTests : IAsyncLifetime
{
    private static readonly PlannedSlot Nine = Slot("U1", "C1", Midnight.AddHours(9));
    private static readonly PlannedSlot Ten = Slot("U1", "C2", Midnight.AddHours(10));
    private static readonly PlannedSlot Eleven = Slot("U1", "C3", Midnight.AddHours(11));
    private SmallShop shop = null!;

    public async ValueTask InitializeAsync()
    {
        shop = await OpenAsync();
        await shop.AddUsersAsync("U1");
        await shop.AddCampaignsAsync(Campaign("C1"), Campaign("C2"), Campaign("C3"));
        await shop.PublishAsync("U1", Midnight.AddDays(1), Nine, Ten, Eleven);
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Audit_InTheMiddleOfADay_AccountsForEverySlot()
    {
        await shop.DeliverAsync("U1", Nine);
        await RunAsync(() => shop.Get<DeliveryActivities>().GiveUpAsync(new GiveUpRequest("U1", [Ten], DeliveryStatus.Skipped, LedgerOutcome.NotActive, 0)));
        shop.Clock.Now = Ten.At.AddMinutes(5);

        var report = await AuditAsync();

        Assert.Equal((3, 1, 1, 1), (report.Planned, report.Delivered, report.Skipped, report.Pending));
        Assert.True(report.IsClean);
        Assert.Equal(1, report.SkippedBy[LedgerOutcome.NotActive]);
    }

    [Fact]
    public async Task Audit_OfADueSlotWithoutATrace_CallsItLost()
    {
        shop.Clock.Now = Nine.At.AddMinutes(2);

        var report = await AuditAsync();

        Assert.Equal((1, 2), (report.Lost, report.Pending));
        Assert.False(report.IsClean);
    }

    [Fact]
    public async Task Audit_OfARecordWithoutItsMessage_CallsItLost()
    {
        await shop.DeliverAsync("U1", Nine);
        await shop.Tables.DeleteAsync(NotifyTables.Inbox, "U1", Nine.NotificationId);

        Assert.Equal(1, (await AuditAsync()).Lost);
    }

    private Task<Domain.Auditing.AuditReport> AuditAsync() => shop.Get<Auditor>().AuditAsync(TestContext.Current.CancellationToken);
}
