using Notify.Workflows.Delivery;
using Notify.Workflows.Erasing;
using Notify.Workflows.Pipelines;
using Notify.Workflows.Planning;
using Temporalio.Common;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Notify.Workflows.Tests.Replay;

/// <summary>
/// Histories of every workflow, recorded once from a running host, replayed at each build: a change to a workflow that
/// would break those under way fails here. <c>tests/Workflows.Tests/Replay/README.md</c> says how to record anew.
/// </summary>
public sealed class GoldenHistoryTests
{
    private static readonly Type[] Workflows =
    [
        typeof(FullPipelineWorkflow), typeof(DeltaUpdateWorkflow), typeof(IngestWorkflow), typeof(GlueIngestWorkflow), typeof(FeatureWorkflow),
        typeof(EmbeddingPipelineWorkflow), typeof(ProductEmbeddingWorkflow), typeof(PurchaseEmbeddingWorkflow),
        typeof(UserEmbeddingWorkflow), typeof(CampaignEmbeddingWorkflow), typeof(DailyPlanWorkflow), typeof(UserDeliveryWorkflow), typeof(ErasureWorkflow),
    ];

    public static TheoryData<string> Histories { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Histories");

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task History_Recorded_StillReplays(string name)
    {
        var history = WorkflowHistory.FromJson(name, await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.json"), TestContext.Current.CancellationToken));
        var options = new WorkflowReplayerOptions();
        foreach (var workflow in Workflows)
        {
            options.AddWorkflow(workflow);
        }

        var result = await new WorkflowReplayer(options).ReplayWorkflowAsync(history);

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public void EveryWorkflow_HasAGoldenHistory()
    {
        var declared = typeof(UserDeliveryWorkflow).Assembly.GetTypes().Where(type => type.IsDefined(typeof(WorkflowAttribute), inherit: false));

        Assert.Equal(declared.OrderBy(type => type.Name).Select(type => type), Workflows.OrderBy(type => type.Name));
        Assert.All(Workflows, workflow => Assert.Contains(Histories, name => ((string)name.Data).StartsWith(workflow.Name, StringComparison.Ordinal)));
    }
}
