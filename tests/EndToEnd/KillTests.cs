namespace Notify.EndToEnd;

/// <summary>The promise: killed at any moment, it goes on where it was.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Host_KilledTwentyTimesDuringADay_DeliversEveryPlannedNotificationOnce()
    {
        using var home = new HomeDirectory();
        var tables = new ShopTables(home.Path);
        string[] options = ["--speed", "360", "--at", "2026-11-20T05:00Z", "--time-zone", "UTC", "--daily-at", "never"];
        var host = await RunningHost.StartAsync(home.Path, options);
        try
        {
            var pipeline = await NotifyProgram.RunAsync("pipeline", "run", "--home", home.Path, "--data", NotifyProgram.Samples);
            Assert.True(pipeline.ExitCode == 0, pipeline.Errors);
            var planned = Planned(tables).Count;
            var random = new Random(20261120);
            for (var kill = 0; kill < Kills; kill++)
            {
                // A moment is random by how far the day has come, so that kills spread over all of it on any machine
                var threshold = (planned * kill / Kills) + random.Next(Math.Max(1, planned / Kills));
                await Condition.WaitAsync(() => Recorded(tables) >= threshold, Patience, $"{threshold} of {planned} recorded");
                await host.KillAsync();
                await host.DisposeAsync();
                host = await RunningHost.StartAsync(home.Path, options);
            }

            await Condition.WaitAsync(() => Recorded(tables) >= planned, Patience, $"{planned} recorded");
        }
        finally
        {
            await host.DisposeAsync();
        }

        Check(tables);
    }

    private void Check(ShopTables tables)
    {
        var planned = Planned(tables);
        var inbox = tables.Read("SELECT user_id, notification_id, campaign_id FROM notify_inbox");
        var skipped = tables.Read("SELECT user_id, notification_id, reason FROM notify_deliveries WHERE status <> 'sent'");
        output.WriteLine($"{planned.Count} planned, {inbox.Count} delivered, {skipped.Count} not sent: {string.Join(", ", skipped.CountBy(row => row[2]))}");
        Assert.Empty(skipped);
        Assert.Equal(planned.Order(), inbox.Select(row => $"{row[0]} {row[1]}").Order());
        Assert.All(inbox.CountBy(row => (row[0], row[2])), pair => Assert.Equal(1, pair.Value));
    }

    private static List<string> Planned(ShopTables tables) => tables
        .Read("SELECT s.user_id, json_extract(slot.value, '$.notification_id') FROM notify_user_schedule s, json_each(s.slots) slot")
        .ConvertAll(row => $"{row[0]} {row[1]}");

    private static long Recorded(ShopTables tables) => tables.Count("SELECT count(*) FROM notify_deliveries");
}
