using System.Text.Json;

namespace Notify.EndToEnd;

/// <summary>The day's planning happens by itself.</summary>
public sealed class DailyScheduleTests
{
    [Fact]
    public async Task Up_AtItsDailyTime_RunsThePipelineAndShowsIt()
    {
        using var home = new HomeDirectory();
        await using var host = await RunningHost.StartAsync(
            home.Path, "--speed", "1440", "--at", "2026-11-20T20:00Z", "--time-zone", "UTC", "--daily-at", "00:05");
        var loaded = await NotifyProgram.RunAsync("ingest", NotifyProgram.Samples, "--home", home.Path);
        Assert.True(loaded.ExitCode == 0, loaded.Errors);

        string? id = null;
        await Condition.WaitAsync(
            async () =>
            {
                var status = await NotifyProgram.RunAsync("pipeline", "status", "--home", home.Path, "--json");
                using var runs = JsonDocument.Parse(status.Output);
                var daily = runs.RootElement.EnumerateArray().FirstOrDefault(run =>
                    run.GetProperty("kind").GetString() == "daily" && run.GetProperty("status").GetString() == "completed");
                id = daily.ValueKind == JsonValueKind.Object ? daily.GetProperty("id").GetString() : null;
                return id is not null;
            },
            TimeSpan.FromMinutes(2),
            "a daily run has completed");

        var one = await NotifyProgram.RunAsync("pipeline", "status", id!, "--home", home.Path, "--json");
        using var shown = JsonDocument.Parse(one.Output);
        Assert.True(shown.RootElement[0].GetProperty("result").GetProperty("plans").GetProperty("slots").GetInt32() > 0);
    }

    [Fact]
    public async Task Commands_WithoutAHost_PlanAndSendNothing()
    {
        using var home = new HomeDirectory();
        var tables = new ShopTables(home.Path);
        await using (var host = await RunningHost.StartAsync(home.Path, "--speed", "1440", "--at", "2026-11-20T05:00Z", "--daily-at", "never"))
        {
            var run = await NotifyProgram.RunAsync("pipeline", "run", "--data", NotifyProgram.Samples, "--home", home.Path);
            Assert.True(run.ExitCode == 0, run.Errors);
            await host.KillAsync();
        }

        var recorded = tables.Count("SELECT count(*) FROM notify_deliveries");

        // By the real clock every slot of that day may be due by now
        var status = await NotifyProgram.RunAsync("pipeline", "status", "--home", home.Path);
        var delta = await NotifyProgram.RunAsync("pipeline", "delta", "--home", home.Path);

        Assert.Equal((0, 0), (status.ExitCode, delta.ExitCode));
        Assert.Equal(recorded, tables.Count("SELECT count(*) FROM notify_deliveries"));
    }
}
