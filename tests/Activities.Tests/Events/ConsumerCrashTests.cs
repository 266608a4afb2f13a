using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Notify.Domain.Events;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;

namespace Notify.Activities.Tests.Events;

/// <summary>
/// Consumers killed at random moments. By default 10 kills within 100,000 events; with NOTIFY_TEST_MODE=nightly 50 kills
/// within a million.
/// </summary>
public sealed class ConsumerCrashTests : IDisposable
{
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("NOTIFY_TEST_MODE") == "nightly";
    private static readonly int Events = IsNightly ? 1_000_000 : 100_000;
    private static readonly int Kills = IsNightly ? 50 : 10;
    private static readonly int Batch = IsNightly ? 4_096 : 1_000;
    private readonly string folder = Directory.CreateTempSubdirectory("notify-crash-").FullName;
    private readonly Random random = new(20_261_121);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Consumers_KilledAtRandomMoments_LoseAndDoubleNothing()
    {
        var (clicks, orders, answers) = await AppendAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunUntilKilledAsync(batches: random.Next(1, 8));
        }

        Assert.Equal("done", await RunToTheEndAsync());

        Assert.Equal(clicks, Number("SELECT count(*) FROM notify_clickstream"));
        Assert.Equal(clicks, Number("SELECT count(DISTINCT event_id) FROM notify_clickstream"));
        Assert.Equal(orders, Number("SELECT count(*) FROM notify_purchase_history"));
        Assert.Equal(answers, Number("SELECT sum(clicks) FROM notify_campaign_counters"));
        Assert.Equal(orders, Number("SELECT sum(times_purchased) FROM notify_user_product_matrix"));
        Assert.Equal(0, Number(
            """
            SELECT count(*) FROM (SELECT user_id, product_id, count(*) times FROM notify_purchase_history GROUP BY 1, 2)
                LEFT JOIN notify_user_product_matrix USING (user_id, product_id) WHERE times_purchased IS NOT times
            """));
    }

    /// <summary>Puts the events into the journal, one in a hundred of them twice, and gives how many different ones there are.</summary>
    private async Task<(int Clicks, int Orders, int Answers)> AppendAsync()
    {
        await using var journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(folder, "journal.db"), Synchronous = SqliteDurability.Normal });
        var (orders, answers) = (0, 0);
        foreach (var numbers in Enumerable.Range(0, Events).Chunk(5_000))
        {
            var made = numbers.Select(Make).ToList();
            orders += made.Count(one => one.IsPurchase);
            answers += made.Count(one => !one.IsPurchase && one.CampaignId is not null);
            var events = made.Concat(made.Where((_, i) => i % 100 == 0));
            await Task.WhenAll(events.GroupBy(one => one.IsPurchase).Select(group => journal.AppendAsync(
                group.Key ? StreamTopics.PurchaseHistory : StreamTopics.Clickstream,
                [.. group.Select(one => new StreamRecord(one.UserId, ShopEventWriter.BytesOf(one)))])));
        }

        return (Events - orders, orders, answers);
    }

    private ShopEvent Make(int number)
    {
        var user = $"U{random.Next(20_000)}";
        return number % 8 == 0
            ? EventShop.Order(user, $"N{number}", $"P{random.Next(20)}")
            : EventShop.Click(user, $"E{number}", campaignId: number % 25 == 1 ? $"C{random.Next(20)}" : null);
    }

    private async Task RunUntilKilledAsync(int batches)
    {
        using var consumer = Start();
        while (batches-- > 0 && await consumer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Assert.NotEqual("done", line);
        }

        // Somewhere in the batch after: a random moment is what is tested here.
        await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
        consumer.Kill();
        await consumer.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string?> RunToTheEndAsync()
    {
        using var consumer = Start();
        string? last = null;
        while (await consumer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            last = line;
        }

        await consumer.WaitForExitAsync(TestContext.Current.CancellationToken);
        return last;
    }

    private Process Start() => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "CrashingConsumer.dll"), folder, Batch.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
    })!;

    private long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "tables.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
