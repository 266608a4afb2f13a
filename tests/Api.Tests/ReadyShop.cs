using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Api.Tests;

/// <summary>An API over two users, three campaigns, a plan and a message, shared by the tests that only read.</summary>
public sealed class ReadyShop : ApiHost
{
    public const string OddId = "a/b ü東京 %41?#";
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddUserAsync("U1");
        await AddUserAsync(OddId);
        await AddUserAsync("new", embedded: false);
        await AddCampaignAsync("C1");
        await AddCampaignAsync("C2");
        await AddCampaignAsync("C3");
        foreach (var day in new[] { 19, 20 })
        {
            await Tables.PutAsync(NotifyTables.UserSchedule, [Plan(new DateOnly(2026, 11, day))]);
        }

        for (var hour = 0; hour < 3; hour++)
        {
            await Tables.PutAsync(NotifyTables.Inbox, [Message(Noon.AddHours(hour))]);
            await Tables.PutAsync(NotifyTables.Deliveries, [Sent(Noon.AddHours(hour))]);
        }
    }

    private static UserSchedule Plan(DateOnly date) => new()
    {
        UserId = "U1",
        Date = date,
        PlannedFrom = Noon,
        PlannedUntil = Noon.AddDays(1),
        TimeZone = "UTC",
        TimeZoneSource = "user",
        Slots = [new PlannedSlot { NotificationId = "n", CampaignId = "C1", At = Noon, ExpectedValue = 1 }],
        Ledger = [new LedgerEntry("C1", LedgerOutcome.Chosen, "worth it")],
    };

    private static Notification Message(DateTimeOffset at) => new()
    {
        UserId = "U1",
        NotificationId = $"n{at.Hour}",
        CampaignId = "C1",
        Title = "Hello",
        ShortText = "short",
        LongText = "long",
        Priority = 3,
        NotificationType = "promotional",
        SentEpoch = at.ToUnixTimeSeconds(),
        SentUtc = at,
    };

    private static Delivery Sent(DateTimeOffset at) => new()
    {
        UserId = "U1",
        NotificationId = $"n{at.Hour}",
        CampaignId = "C1",
        ScheduledAt = at,
        SentAt = at,
        Channel = "inbox",
        Status = DeliveryStatus.Sent,
        Attempts = 1,
    };
}
