using Notify.Activities.Delivering;
using Notify.Activities.Tests.Events;
using Notify.Activities.Tests.Ingestion;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Customers;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Delivering;

/// <summary>An opt-out, whatever else happens to the customer's preferences.</summary>
public sealed class OptOutsTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset At = SmallShop.Midnight;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Record_PreferencesIngestedAtTheVeryMoment_KeepsBoth(bool isKnown)
    {
        await using var shop = await SmallShop.OpenAsync();
        await shop.Tables.PutAsync(NotifyTables.UserPreferences, isKnown ? [new UserPreferences { UserId = "U1", MaxPerDay = 1 }] : []);
        var rivals = 0;
        var tables = new FaultyTables(shop.Tables)
        {
            BeforeReplace = () => rivals++ == 0
                ? shop.Tables.PutAsync(NotifyTables.UserPreferences, [new UserPreferences { UserId = "U1", MaxPerDay = 3 }])
                : Task.CompletedTask,
        };

        await new OptOuts(tables).RecordAsync(new Dictionary<string, DateTimeOffset> { ["U1"] = At, ["U2"] = At }, Cancellation);

        var known = await shop.Tables.GetAsync(NotifyTables.UserPreferences, "U1", cancellationToken: Cancellation);
        Assert.Equal((3, At), (known!.MaxPerDay!.Value, known.OptedOutAt));
        Assert.Equal(At, (await shop.Tables.GetAsync(NotifyTables.UserPreferences, "U2", cancellationToken: Cancellation))!.OptedOutAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Record_WhileAFileOfPreferencesIsWritten_IsKept(bool isKnown)
    {
        await using var folder = await IngestionFolder.CreateAsync();
        await folder.Tables.PutAsync(NotifyTables.UserPreferences, isKnown ? [new UserPreferences { UserId = "U1", MaxPerDay = 1 }] : []);
        var (rivals, optOuts) = (0, new OptOuts(folder.Tables));
        var tables = new FaultyTables(folder.Tables)
        {
            BeforeReplace = () => rivals++ == 0 ? optOuts.RecordAsync(new Dictionary<string, DateTimeOffset> { ["U1"] = At }, Cancellation) : Task.CompletedTask,
        };
        folder.Write("user_preferences.csv", "user_id,max_per_day\nU1,3\nU2,4\n");

        await folder.Ingestion(tables: tables).IngestAsync(folder.Input);

        var rows = (await folder.Tables.ScanAsync(NotifyTables.UserPreferences).ToListAsync()).ToDictionary(row => row.UserId);
        Assert.Equal((3, At), (rows["U1"].MaxPerDay!.Value, rows["U1"].OptedOutAt));
        Assert.Equal((4, null), (rows["U2"].MaxPerDay!.Value, rows["U2"].OptedOutAt));
    }

    [Fact]
    public async Task Record_Again_KeepsTheFirst()
    {
        await using var shop = await SmallShop.OpenAsync();
        var optOuts = new OptOuts(shop.Tables);
        await optOuts.RecordAsync(new Dictionary<string, DateTimeOffset> { ["U1"] = At }, Cancellation);

        await optOuts.RecordAsync(new Dictionary<string, DateTimeOffset> { ["U1"] = At.AddDays(1), ["U2"] = At.AddDays(1) }, Cancellation);

        Assert.Equal(At, (await shop.Tables.GetAsync(NotifyTables.UserPreferences, "U1", cancellationToken: Cancellation))!.OptedOutAt);
        Assert.Equal(At.AddDays(1), (await shop.Tables.GetAsync(NotifyTables.UserPreferences, "U2", cancellationToken: Cancellation))!.OptedOutAt);
    }
}
