using System.Text.Json;
using Temporalio.Api.Sdk.V1;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

public sealed class StackTraceTests
{
    [Theory]
    [InlineData(WorkflowStackTrace.None)]
    [InlineData(WorkflowStackTrace.Normal)]
    [InlineData(WorkflowStackTrace.WithoutFileInfo)]
    public async Task Query_StackTrace_TellsWhatIsWaitedForAndWhere(WorkflowStackTrace kind)
    {
        await using var harness = await StartAsync(kind);
        var handle = await harness.Client.StartWorkflowAsync((WaitingWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());

        var text = await handle.QueryAsync<string>("__stack_trace", []);
        Assert.Contains("at timer 1 of 1.00:00:00 (beauty sleep)", text, StringComparison.Ordinal);
        Assert.Contains("at condition", text, StringComparison.Ordinal);
        Assert.Equal(kind != WorkflowStackTrace.None, text.Contains(nameof(WaitingWorkflow), StringComparison.Ordinal));
        Assert.Equal(kind == WorkflowStackTrace.Normal, text.Contains("Determinism.workflow.cs:line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Query_EnhancedStackTrace_HasTheShapeOfTheOfficialSdks()
    {
        await using var harness = await StartAsync(WorkflowStackTrace.Normal);
        var handle = await harness.Client.StartWorkflowAsync((WaitingWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());

        var trace = await handle.QueryAsync<JsonElement>("__enhanced_stack_trace", []);
        Assert.Equal("temporal-dotnet", trace.GetProperty("sdk").GetProperty("name").GetString());
        Assert.Equal("1.9.0", trace.GetProperty("sdk").GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Object, trace.GetProperty("sources").ValueKind);
        Assert.Equal(2, trace.GetProperty("stacks").GetArrayLength());
        var own = trace.GetProperty("stacks").EnumerateArray().SelectMany(stack => stack.GetProperty("locations").EnumerateArray())
            .First(location => location.GetProperty("file_path").ValueKind == JsonValueKind.String);
        Assert.EndsWith("Determinism.workflow.cs", own.GetProperty("file_path").GetString(), StringComparison.Ordinal);
        Assert.True(own.GetProperty("line").GetInt32() > 0);
        Assert.Contains(nameof(WaitingWorkflow), own.GetProperty("function_name").GetString(), StringComparison.Ordinal);
        Assert.False(own.GetProperty("internal_code").GetBoolean());
    }

    [Fact]
    public async Task Query_Metadata_ListsHandlersAndCurrentDetails()
    {
        await using var harness = await StartAsync(WorkflowStackTrace.None);
        var options = WorkerHarness.NewWorkflow();
        options.StaticSummary = "a long wait";
        options.StaticDetails = "of several *things*";
        var handle = await harness.Client.StartWorkflowAsync((WaitingWorkflow wf) => wf.RunAsync(), options);

        var metadata = await handle.QueryAsync<WorkflowMetadata>("__temporal_workflow_metadata", []);
        Assert.Equal("WaitingWorkflow", metadata.Definition.Type);
        Assert.Equal("waiting for **everything**", metadata.CurrentDetails);
        Assert.Equal(("Go", "Lets it go on."), Pair(Assert.Single(metadata.Definition.SignalDefinitions)));
        Assert.Equal(("Gone", "Whether it goes on."), Pair(Assert.Single(metadata.Definition.QueryDefinitions)));
        Assert.Equal(("Going", "Lets it go on, and waits."), Pair(Assert.Single(metadata.Definition.UpdateDefinitions)));
        var description = await handle.DescribeAsync();
        Assert.Equal("a long wait", await description.GetStaticSummaryAsync());
        Assert.Equal("of several *things*", await description.GetStaticDetailsAsync());
    }

    private static (string Name, string Description) Pair(WorkflowInteractionDefinition definition) => (definition.Name, definition.Description);

    private static Task<WorkerHarness> StartAsync(WorkflowStackTrace kind) => WorkerHarness.StartAsync(options =>
    {
        options.AddWorkflow<WaitingWorkflow>();
        options.WorkflowStackTrace = kind;
    });
}
