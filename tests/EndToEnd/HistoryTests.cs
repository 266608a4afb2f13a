using System.Text.Json;
using Temporalio.Client;

namespace Notify.EndToEnd;

/// <summary>Every workflow leaves a history that can be fetched; on request they are recorded as golden ones.</summary>
public sealed class HistoryTests(LoadedHost host) : IClassFixture<LoadedHost>
{
    private static readonly string[] Types =
    [
        "FullPipelineWorkflow", "DeltaUpdateWorkflow", "IngestWorkflow", "FeatureWorkflow", "EmbeddingPipelineWorkflow",
        "ProductEmbeddingWorkflow", "PurchaseEmbeddingWorkflow", "UserEmbeddingWorkflow", "CampaignEmbeddingWorkflow",
        "DailyPlanWorkflow", "UserDeliveryWorkflow",
    ];

    [Fact]
    public async Task Histories_OfEveryWorkflow_AreComplete()
    {
        var delta = await NotifyProgram.RunAsync("pipeline", "delta", "--home", host.Home);
        Assert.True(delta.ExitCode == 0, delta.Errors);
        using var address = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(host.Home, "host.json"), TestContext.Current.CancellationToken));
        var client = await TemporalClient.ConnectAsync(new(address.RootElement.GetProperty("Temporal").GetString()!));
        foreach (var type in Types)
        {
            var execution = await client.ListWorkflowsAsync($"WorkflowType = '{type}'", new() { Limit = 1 })
                .FirstAsync(TestContext.Current.CancellationToken);
            var history = await client.GetWorkflowHandle(execution.Id, execution.RunId).FetchHistoryAsync();

            Assert.Equal(Enumerable.Range(1, history.Events.Count).Select(id => (long)id), history.Events.Select(step => step.EventId));
            if (Environment.GetEnvironmentVariable("NOTIFY_RECORD_HISTORIES") is { Length: > 0 } folder)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{type}.json"), history.ToJson(), TestContext.Current.CancellationToken);
            }
        }
    }
}
