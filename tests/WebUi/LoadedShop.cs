using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Notify.EndToEnd;
using Notify.Storage.Sqlite;
using Notify.Workflows.Delivery;
using Temporalio.Client;

namespace Notify.WebUi;

/// <summary>
/// A running host with the sample shop planned: it is five in the morning there, and the deliveries sleep until the
/// first slots at half past six.
/// </summary>
public sealed class LoadedShop : IAsyncLifetime
{
    private readonly HomeDirectory home = new();
    private readonly Stack<string> untouched = [];
    private RunningHost? host;
    private ITemporalClient? client;

    /// <summary>The day that is planned.</summary>
    public static DateOnly Date { get; } = new(2026, 11, 20);

    /// <summary>The REST API.</summary>
    public HttpClient Api => host!.Api;

    /// <summary>The same server as the Web UI shows, over gRPC.</summary>
    public ITemporalClient Client => client!;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.StartAsync(home.Path, "--at", "2026-11-20T05:00Z", "--time-zone", "UTC");
        var pipeline = await NotifyProgram.RunAsync("pipeline", "run", "--home", home.Path, "--data", NotifyProgram.Samples);
        Assert.True(pipeline.ExitCode == 0, pipeline.Errors);
        client = await TemporalClient.ConnectAsync(new(host.Temporal));
        var running = client.ListWorkflowsAsync($"WorkflowType = '{nameof(UserDeliveryWorkflow)}' AND ExecutionStatus = 'Running'");
        await foreach (var delivery in running)
        {
            untouched.Push(delivery.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        home.Dispose();
    }

    /// <summary>Takes a journey through the Web UI.</summary>
    internal Task<JsonNode?> TakeAsync(string journey, JsonObject arguments) => new Journey(host!.Ui).TakeAsync(journey, arguments);

    /// <summary>A sleeping delivery that no other test works on.</summary>
    internal string NextDelivery() => untouched.Pop();

    /// <summary>Keeps everybody from writing to the shop's tables until disposed, so that activities wait.</summary>
    internal IDisposable HoldTables()
    {
        _ = SqliteLibrary.Handle;
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(home.Path, "tables.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(file.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
