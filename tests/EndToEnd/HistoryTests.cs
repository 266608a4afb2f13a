using System.Text.Json;
using Temporalio.Client;

namespace Notify.EndToEnd;

/// <summary>Every workflow leaves a whole history that can be fetched; on request they are recorded as golden ones.</summary>
public sealed class HistoryTests
{
    private static readonly string[] Types =
    [
        "FullPipelineWorkflow", "DeltaUpdateWorkflow", "IngestWorkflow", "FeatureWorkflow", "EmbeddingPipelineWorkflow",
        "ProductEmbeddingWorkflow", "PurchaseEmbeddingWorkflow", "UserEmbeddingWorkflow", "CampaignEmbeddingWorkflow",
        "DailyPlanWorkflow", "UserDeliveryWorkflow", "ErasureWorkflow",
    ];

    [Fact]
    public async Task Histories_OfEveryWorkflow_AreWhole()
    {
        using var home = new HomeDirectory();
        await using var host = await RunningHost.StartAsync(
            home.Path, "--speed", "10000", "--at", "2026-11-20T05:00Z", "--time-zone", "UTC", "--daily-at", "never");
        var shop = CopySamples();
        await RunAsync("pipeline", "run", "--data", shop);
        // Something for the delta run to do
        var campaigns = Path.Combine(shop, "campaigns.csv");
        await File.WriteAllTextAsync(
            campaigns,
            (await File.ReadAllTextAsync(campaigns, TestContext.Current.CancellationToken)).Replace("C1,\"Hello", "C1,\"Good morning", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await RunAsync("ingest", shop);
        await RunAsync("pipeline", "delta");
        (await host.Api.DeleteAsync("v1/users/U0003", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        async Task RunAsync(params string[] command)
        {
            var run = await NotifyProgram.RunAsync([.. command, "--home", home.Path]);
            Assert.True(run.ExitCode == 0, run.Errors);
        }

        var client = await ConnectAsync(home.Path);
        foreach (var type in Types)
        {
            var history = await FetchCompletedAsync(client, type);

            Assert.Equal(Enumerable.Range(1, history.Events.Count).Select(id => (long)id), history.Events.Select(step => step.EventId));
            if (Environment.GetEnvironmentVariable("NOTIFY_RECORD_HISTORIES") is { Length: > 0 } folder)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{type}.json"), history.ToJson(), TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>A folder whose name may stand in a recorded history.</summary>
    private static string CopySamples()
    {
        var copy = Path.Combine(Path.GetTempPath(), "notify-shop");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(NotifyProgram.Samples))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }

        return copy;
    }

    private static async Task<TemporalClient> ConnectAsync(string home)
    {
        using var address = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(home, "host.json"), TestContext.Current.CancellationToken));
        return await TemporalClient.ConnectAsync(new(address.RootElement.GetProperty("Temporal").GetString()!));
    }

    private static async Task<Temporalio.Common.WorkflowHistory> FetchCompletedAsync(TemporalClient client, string type)
    {
        WorkflowExecution? found = null;
        await Condition.WaitAsync(
            async () =>
            {
                found = await client.ListWorkflowsAsync($"WorkflowType = '{type}' AND ExecutionStatus = 'Completed'", new() { Limit = 1 })
                    .FirstOrDefaultAsync(TestContext.Current.CancellationToken);
                return found is not null;
            },
            TimeSpan.FromMinutes(2),
            $"a {type} has completed");
        return await client.GetWorkflowHandle(found!.Id, found.RunId).FetchHistoryAsync();
    }
}
