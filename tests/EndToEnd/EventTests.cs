using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Notify.EndToEnd;

/// <summary>From an event in the shop to the tables, the features and the customer's deliveries.</summary>
public sealed class EventTests
{
    private const string Product = "1001";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Clock = ["--at", "2026-11-20T05:00Z", "--time-zone", "UTC", "--daily-at", "never"];

    [Fact]
    public async Task Events_Posted_ReachTheTablesTheFeaturesAndTheDeliveries()
    {
        using var home = new HomeDirectory();
        var tables = new ShopTables(home.Path);
        await using var host = await RunningHost.StartAsync(home.Path, Clock);
        var pipeline = await NotifyProgram.RunAsync("pipeline", "run", "--home", home.Path, "--data", NotifyProgram.Samples);
        Assert.True(pipeline.ExitCode == 0, pipeline.Errors);
        var before = Features(tables);
        string[] events =
        [
            .. Enumerable.Range(0, 40).Select(i => Event("U0001", $"v{i}", "view")),
            Order("U0001", "new-1", quantity: 2), Order("U0001", "new-2"), Order("U0001", "new-1", quantity: 2),
        ];

        var (status, reply) = await PostAsync(host, events);
        Assert.Equal((HttpStatusCode.Accepted, events.Length), (status, reply.GetProperty("accepted").GetInt32()));
        await Condition.WaitAsync(
            () => Clicks(tables, "U0001") == 40 && Cell(tables) == 2, Patience, "the events are in the tables");
        await DeltaAsync(host);

        var after = Features(tables);
        Assert.Equal(before.Orders + 2, after.Orders);
        // Forty views between 03:00 and 04:00 UTC are a new hour in Berlin
        Assert.True(after.Hours[4] > before.Hours[4] + 0.3, $"{before.Hours[4]} → {after.Hours[4]}");
        Assert.Equal(1, after.Hours.Sum(), 6);
        Assert.Equal(2, Cell(tables));
        using var health = JsonDocument.Parse(await host.Api.GetStringAsync(new Uri("health/streams", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("keeping_up", health.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task OptOut_Posted_EndsTheCustomersDeliveriesAtOnce()
    {
        using var home = new HomeDirectory();
        var tables = new ShopTables(home.Path);
        await using var host = await RunningHost.StartAsync(home.Path, Clock);
        var pipeline = await NotifyProgram.RunAsync("pipeline", "run", "--home", home.Path, "--data", NotifyProgram.Samples);
        Assert.True(pipeline.ExitCode == 0, pipeline.Errors);
        var user = (string)tables.Read("SELECT user_id FROM notify_user_schedule WHERE json_array_length(slots) > 1 ORDER BY user_id LIMIT 1")[0][0];
        var planned = tables.Count($"SELECT json_array_length(slots) FROM notify_user_schedule WHERE user_id = '{user}'");

        await PostAsync(host, [Event(user, "leave", "opt_out")]);

        await Condition.WaitAsync(
            () => tables.Count($"SELECT count(*) FROM notify_deliveries WHERE user_id = '{user}' AND status = 'skipped' AND reason = 'opted_out'") >= planned - 1,
            Patience,
            "what was planned is given up");
        Assert.Equal(1, tables.Count($"SELECT count(*) FROM notify_user_preferences WHERE user_id = '{user}' AND opted_out_at = '2026-11-20T03:30:00.0000000Z'"));
    }

    [Fact]
    public async Task Host_KilledWhileEventsStreamIn_KeepsWhatItAcknowledgedOnce()
    {
        const int Batches = 120;
        const int Kills = 4;
        using var home = new HomeDirectory();
        var tables = new ShopTables(home.Path);
        var random = new Random(20261121);
        var host = await RunningHost.StartAsync(home.Path, Clock);
        try
        {
            var killAt = Enumerable.Range(0, Kills).Select(kill => (Batches * kill / Kills) + random.Next(1, Batches / Kills)).ToHashSet();
            for (var batch = 0; batch < Batches; batch++)
            {
                var posting = PostUntilTakenAsync(() => host, batch);
                if (killAt.Contains(batch))
                {
                    await host.KillAsync();
                    await host.DisposeAsync();
                    host = await RunningHost.StartAsync(home.Path, Clock);
                }

                await posting;
            }

            const int Each = Batches * 25;
            await Condition.WaitAsync(
                () => tables.Count("SELECT count(*) FROM (SELECT DISTINCT user_id, event_id FROM notify_clickstream)") == Each
                    && tables.Count("SELECT sum(times_purchased) FROM notify_user_product_matrix") == Each
                    && tables.Count("SELECT sum(orders) FROM notify_campaign_counters") == Each,
                Patience,
                "every event is in the tables once");
            Assert.Equal(Each, tables.Count("SELECT count(*) FROM notify_purchase_history"));
            Assert.Equal(Each, tables.Count("SELECT sum(clicks) FROM notify_campaign_counters"));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>As a producer does: the same again, until it is acknowledged.</summary>
    private static async Task PostUntilTakenAsync(Func<RunningHost> host, int batch)
    {
        string[] events =
        [
            .. Enumerable.Range(0, 25).Select(i => Event($"K{i}", $"{batch}-{i}", "click", ""","campaign_id":"C1" """)),
            .. Enumerable.Range(0, 25).Select(i => Order($"K{i}", $"{batch}-{i}", more: ""","campaign_id":"C1" """)),
        ];
        await Condition.WaitAsync(
            async () =>
            {
                try
                {
                    var (status, _) = await PostAsync(host(), events);
                    return status == HttpStatusCode.Accepted;
                }
                catch (Exception fault) when (
                    fault is HttpRequestException or ObjectDisposedException or IOException or OperationCanceledException
                    && !TestContext.Current.CancellationToken.IsCancellationRequested)
                {
                    // Its host was killed; closing the client cancels what it waits for
                    return false;
                }
            },
            Patience,
            $"batch {batch} is acknowledged");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Reply)> PostAsync(RunningHost host, IEnumerable<string> events)
    {
        using var content = new StringContent(string.Join('\n', events), Encoding.UTF8, "application/x-ndjson");
        using var reply = await host.Api.PostAsync(new Uri("v1/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (reply.StatusCode, document.RootElement.Clone());
    }

    private static async Task DeltaAsync(RunningHost host)
    {
        using var started = await host.Api.PostAsync(new Uri("v1/pipelines/delta", UriKind.Relative), null, TestContext.Current.CancellationToken);
        using var run = JsonDocument.Parse(await started.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var path = new Uri($"v1/pipelines/{run.RootElement.GetProperty("id").GetString()}", UriKind.Relative);
        await Condition.WaitAsync(
            async () =>
            {
                using var state = JsonDocument.Parse(await host.Api.GetStringAsync(path, TestContext.Current.CancellationToken));
                return state.RootElement.GetProperty("status").GetString() == "completed";
            },
            Patience,
            "the delta pipeline has completed");
    }

    private static string Event(string user, string id, string kind, string more = "") =>
        $$"""{"event_id":"{{id}}","event":"{{kind}}","user_id":"{{user}}","timestamp":"2026-11-20T03:30:00Z"{{more}}}""";

    private static string Order(string user, string id, int quantity = 1, string more = "") =>
        Event(user, id, "purchase", string.Create(CultureInfo.InvariantCulture, $",\"product_id\":\"{Product}\",\"price\":100.50,\"quantity\":{quantity}{more}"));

    private static long Clicks(ShopTables tables, string user) =>
        tables.Count($"SELECT count(DISTINCT event_id) FROM notify_clickstream WHERE user_id = '{user}'");

    private static long Cell(ShopTables tables) =>
        tables.Count($"SELECT times_purchased FROM notify_user_product_matrix WHERE user_id = 'U0001' AND product_id = '{Product}'");

    private static (long Orders, double[] Hours) Features(ShopTables tables)
    {
        var row = tables.Read("SELECT total_orders, hourly_activity FROM notify_user_features WHERE user_id = 'U0001'")[0];
        return ((long)row[0], JsonSerializer.Deserialize<double[]>((string)row[1])!);
    }
}
