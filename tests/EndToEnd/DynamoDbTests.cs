using System.Text.Json;
using Notify.Contracts.Tables;

namespace Notify.EndToEnd;

/// <summary>The whole product with its tables in a DynamoDB (dynalite), from its making to a delivered day.</summary>
public sealed class DynamoDbTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly DynaliteServer server = new();
    private readonly HomeDirectory home = new();
    private readonly Dictionary<string, string> credentials = new() { ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "secret" };

    private string[] Place => ["--dynamodb-url", server.Url.AbsoluteUri, "--table-prefix", "shop_"];

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        home.Dispose();
    }

    [Fact]
    public async Task Shop_InDynamoDb_IsLoadedPlannedDeliveredAndAccountedFor()
    {
        await InitialiseAsync();
        string[] tables = ["--tables", "dynamodb", .. Place];
        await using var host = await RunningHost.StartAsync(
            home.Path, credentials, ["--temporal-port", "0", "--ui-port", "0", "--speed", "1440", "--at", "2026-11-20T05:00Z", "--time-zone", "UTC", "--daily-at", "never", .. tables]);

        using var loaded = Json(await RunAsync("pipeline", "run", "--home", home.Path, "--data", NotifyProgram.Samples, "--json"));
        var slots = loaded.RootElement.GetProperty("result").GetProperty("plans").GetProperty("slots").GetInt32();
        Assert.True(slots > 0);

        await Condition.WaitAsync(async () =>
        {
            using var audit = Json(await NotifyProgram.RunAsync(credentials, "audit", "--home", home.Path, "--json"));
            return audit.RootElement.GetProperty("pending").GetInt32() == 0;
        }, Patience, "the day is over");
        using var account = Json(await RunAsync("audit", "--home", home.Path, "--json"));
        Assert.Equal(slots, account.RootElement.GetProperty("planned").GetInt32());
        Assert.Equal(0, account.RootElement.GetProperty("lost").GetInt32());
        Assert.Equal(0, account.RootElement.GetProperty("doubled").GetInt32());

        // What is loaded a second time is found as it was: money too, whose zeros at the end DynamoDB drops
        using var again = Json(await RunAsync("ingest", NotifyProgram.Samples, "--home", home.Path, "--json"));
        Assert.All(again.RootElement.GetProperty("files").EnumerateArray(), file => Assert.Equal(0, file.GetProperty("written").GetInt32()));
        Assert.False(File.Exists(Path.Combine(home.Path, "tables.db")));
    }

    [Fact]
    public async Task Init_Repeated_FindsWhatItMade()
    {
        var looked = await NotifyProgram.RunAsync(credentials, ["init", "--target", "aws", "--dry-run", .. Place]);
        Assert.Equal(4, looked.ExitCode);
        Assert.Contains("shop_notify_users", looked.Output, StringComparison.Ordinal);

        await InitialiseAsync();

        using var again = Json(await RunAsync(["init", "--target", "aws", "--json", .. Place]));
        Assert.All(again.RootElement.EnumerateArray(), part => Assert.Equal("there", part.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Up_WithoutTheTables_SaysHowToMakeThem()
    {
        var up = await NotifyProgram.RunAsync(credentials, ["up", "--home", home.Path, "--port", "0", "--temporal-port", "0", "--ui-port", "0", "--tables", "dynamodb", .. Place]);

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("There is no such table. Create the tables with: notify init --target aws", up.Errors, StringComparison.Ordinal);
    }

    private static JsonDocument Json(ProgramResult result) => JsonDocument.Parse(result.Output);

    private async Task InitialiseAsync() => await RunAsync(["init", "--target", "aws", .. Place]);

    private async Task<ProgramResult> RunAsync(params IEnumerable<string> arguments)
    {
        var result = await NotifyProgram.RunAsync(credentials, arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result;
    }
}
