using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Temporalio.Client;

namespace Notify.EndToEnd;

/// <summary>A person who is erased is gone from every byte of the home folder, and does not come back.</summary>
public sealed class ErasureTests
{
    private const string User = "U0001";
    private const string Order = "order-of-a-person-5e1d";
    private const string Click = "click-of-a-person-77aa";
    private static readonly string[] HandedOver = ["notify_users", "notify_user_preferences", "notify_purchase_history", "notify_user_features", "notify_user_product_matrix"];
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_Person_LeavesNoByteOfThemAndOthersUntouched()
    {
        using var home = new HomeDirectory();
        var tables = new ShopTables(home.Path);
        var person = PersonalValues();
        await using var host = await RunningHost.StartAsync(
            home.Path, "--speed", "30", "--at", "2026-11-20T05:00Z", "--time-zone", "UTC", "--daily-at", "never");
        await NotifyAsync("pipeline", "run", "--data", NotifyProgram.Samples, "--home", home.Path);
        Assert.True(await DeliveriesAsync(home.Path) > 0, "something is to be sent to the person");
        Assert.Equal(HttpStatusCode.Accepted, await PostEventsAsync(host.Api));
        await Condition.WaitAsync(
            () => tables.Count($"SELECT count(*) FROM notify_purchase_history WHERE user_id = '{User}' AND purchase_id = '{Order}'") == 1
                && tables.Count($"SELECT count(*) FROM notify_clickstream WHERE user_id = '{User}'") == 1,
            TimeSpan.FromMinutes(2),
            "the events are in the tables");
        Assert.NotEmpty(Found(home.Path, person));
        var others = OthersOf(tables);

        var erasureId = await EraseAsync(host.Api);

        Assert.Equal(HttpStatusCode.NotFound, (await host.Api.GetAsync($"v1/users/{User}/schedule", Cancellation)).StatusCode);
        Assert.Equal(0, await DeliveriesAsync(home.Path));
        Assert.Equal(others, OthersOf(tables));
        Assert.Equal(erasureId, await DeleteAsync(host.Api));
        Assert.Equal(HttpStatusCode.BadRequest, await PostEventsAsync(host.Api));

        await NotifyAsync("ingest", NotifyProgram.Samples, "--home", home.Path);
        await NotifyAsync("pipeline", "delta", "--home", home.Path);
        Assert.Equal(0, tables.Count($"SELECT count(*) FROM notify_users WHERE user_id = '{User}'"));
        Assert.Equal(0, tables.Count($"SELECT count(*) FROM notify_purchase_history WHERE user_id = '{User}'"));
        Assert.Equal(others, OthersOf(tables));

        Assert.Equal(0, await host.TerminateAsync());
        Assert.Empty(Found(home.Path, person));
    }

    [Fact]
    public async Task Delete_SomebodyNeverKnown_IsNotFound()
    {
        using var home = new HomeDirectory();
        await using var host = await RunningHost.StartAsync(home.Path, "--daily-at", "never");

        var reply = await host.Api.DeleteAsync("v1/users/nobody", Cancellation);
        var readmission = await host.Api.PostAsync("v1/users/nobody/readmission", null, Cancellation);
        var erasure = await host.Api.GetAsync("v1/erasures/nothing", Cancellation);

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (reply.StatusCode, readmission.StatusCode, erasure.StatusCode));
    }

    [Fact]
    public async Task Readmission_OfAnErasedPerson_LetsThemBeTakenInAgain()
    {
        using var home = new HomeDirectory();
        var tables = new ShopTables(home.Path);
        await using var host = await RunningHost.StartAsync(
            home.Path, "--speed", "30", "--at", "2026-11-20T05:00Z", "--time-zone", "UTC", "--daily-at", "never");
        await NotifyAsync("ingest", NotifyProgram.Samples, "--home", home.Path);
        await EraseAsync(host.Api);

        var reply = await host.Api.PostAsync($"v1/users/{User}/readmission", null, Cancellation);
        await NotifyAsync("ingest", NotifyProgram.Samples, "--home", home.Path);

        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        Assert.Equal(1, tables.Count($"SELECT count(*) FROM notify_users WHERE user_id = '{User}'"));
    }

    private static async Task<HttpStatusCode> PostEventsAsync(HttpClient api)
    {
        const string At = "2026-11-20T05:00:00Z";
        var body = $$"""
            [{"event_id":"{{Click}}","event":"view","user_id":"{{User}}","product_id":"1001","timestamp":"{{At}}"},
             {"event_id":"{{Order}}","event":"purchase","user_id":"{{User}}","product_id":"1001","price":10,"timestamp":"{{At}}"}]
            """;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var reply = await api.PostAsync("v1/events", content, Cancellation);
        return reply.StatusCode;
    }

    /// <returns>The erasure's id, once it is completed.</returns>
    private static async Task<string> EraseAsync(HttpClient api)
    {
        var id = await DeleteAsync(api);
        Assert.Equal(id, await DeleteAsync(api));
        await Condition.WaitAsync(
            async () =>
            {
                using var erasure = JsonDocument.Parse(await api.GetStringAsync($"v1/erasures/{id}", Cancellation));
                return erasure.RootElement.GetProperty("status").GetString() == "completed"
                    && erasure.RootElement.GetProperty("counts").GetProperty("notify_users").GetInt64() == 1;
            },
            TimeSpan.FromMinutes(2),
            "the erasure is completed");
        return id;
    }

    private static async Task<string> DeleteAsync(HttpClient api)
    {
        var reply = await api.DeleteAsync($"v1/users/{User}", Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        using var erasure = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Cancellation));
        var id = erasure.RootElement.GetProperty("erasure_id").GetString()!;
        Assert.Equal($"/v1/erasures/{id}", reply.Headers.Location?.ToString());
        return id;
    }

    private static async Task NotifyAsync(params string[] command)
    {
        var run = await NotifyProgram.RunAsync(command);
        Assert.True(run.ExitCode == 0, run.Errors);
    }

    private static async Task<int> DeliveriesAsync(string home)
    {
        using var address = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(home, "host.json"), Cancellation));
        var client = await TemporalClient.ConnectAsync(new(address.RootElement.GetProperty("Temporal").GetString()!));
        return await client.ListWorkflowsAsync($"NotifyUserId = '{User}'").CountAsync(Cancellation);
    }

    /// <summary>What the shop handed over of everybody else.</summary>
    private static List<string> OthersOf(ShopTables tables) =>
    [
        .. HandedOver.SelectMany(table => tables.Read($"SELECT * FROM {table} WHERE user_id <> '{User}' AND user_id NOT LIKE 'erased-%' ORDER BY 1, 2"))
            .Select(row => string.Join('|', row)),
    ];

    /// <summary>What must not be found: id, name, email, password hash and the ids of purchases.</summary>
    private static List<string> PersonalValues()
    {
        var user = File.ReadLines(Path.Combine(NotifyProgram.Samples, "users.csv")).Single(line => line.StartsWith(User, StringComparison.Ordinal)).Split(',');
        var purchases = File.ReadLines(Path.Combine(NotifyProgram.Samples, "purchases.csv"))
            .Where(line => line.StartsWith(User, StringComparison.Ordinal)).Select(line => line.Split(',')[1]);
        return [.. user[..4], .. purchases, Order, Click];
    }

    /// <summary>Where a value stands, in any file, in any of the forms it may take.</summary>
    private static List<string> Found(string home, List<string> values)
    {
        var patterns = values.SelectMany(value => FormsOf(value).Select(form => (value, form.Name, form.Bytes))).ToList();
        var found = new List<string>();
        // The lock is empty, and nobody but its holder can open it
        foreach (var file in Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0))
        {
            foreach (var content in ContentsOf(file))
            {
                found.AddRange(patterns.Where(pattern => content.AsSpan().IndexOf(pattern.Bytes) >= 0)
                    .Select(pattern => $"{Path.GetRelativePath(home, file)}: {pattern.value} as {pattern.Name}"));
            }
        }

        return found;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> FormsOf(string value)
    {
        yield return ("UTF-8", Encoding.UTF8.GetBytes(value));
        yield return ("UTF-16", Encoding.Unicode.GetBytes(value));
        // Short ones would be found by chance
        if (value.Length < 10)
        {
            yield break;
        }

        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value))));
        for (var offset = 0; offset < 3; offset++)
        {
            // What stands before and after shares characters with it at its ends
            var encoded = Convert.ToBase64String([.. new byte[offset], .. Encoding.UTF8.GetBytes(value)]).TrimEnd('=');
            yield return ($"base64 at {offset}", Encoding.ASCII.GetBytes(encoded[(((offset * 8) + 5) / 6)..^1]));
        }
    }

    private static IEnumerable<byte[]> ContentsOf(string file)
    {
        var bytes = BytesOf(file);
        yield return bytes;
        if (bytes.AsSpan().StartsWith("PAR1"u8))
        {
            yield return Encoding.UTF8.GetBytes(TextOfParquet(file));
        }
        else if (bytes.AsSpan().StartsWith<byte>([0x1F, 0x8B]))
        {
            using var unpacked = new MemoryStream();
            using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            packed.CopyTo(unpacked);
            yield return unpacked.ToArray();
        }
    }

    // Also what a running host holds open or locked
    private static byte[] BytesOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string TextOfParquet(string file)
    {
        using var database = new DuckDBConnection("Data Source=:memory:");
        database.Open();
        using var reader = new DuckDBCommand($"SELECT concat_ws('|', COLUMNS(*)::VARCHAR) FROM read_parquet('{file}')", database).ExecuteReader();
        var text = new StringBuilder();
        while (reader.Read())
        {
            text.AppendLine(reader.GetString(0));
        }

        return text.ToString();
    }
}
