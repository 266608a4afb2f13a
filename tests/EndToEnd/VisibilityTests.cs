using System.Globalization;
using System.Text.Json;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Notify.EndToEnd;

/// <summary>What the Web UI shows of Notify's workflows, asked for as it asks.</summary>
public sealed class VisibilityTests(LoadedHost host) : IClassFixture<LoadedHost>
{
    private const string Day = "2026-11-20";

    [Fact]
    public async Task Delivery_OfOneCustomer_IsFoundByUserAndDate()
    {
        var client = await ConnectAsync();
        var some = await FirstAsync(client, $"NotifyDate = '{Day}' AND WorkflowType = 'UserDeliveryWorkflow'");
        var user = some.TypedSearchAttributes.Get(SearchAttributeKey.CreateKeyword("NotifyUserId"));

        var found = await client.ListWorkflowsAsync($"NotifyUserId = '{user}' AND NotifyDate = '{Day}'").ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"delivery/{user}/{Day}", Assert.Single(found).Id);
        Assert.Equal(user, await some.Memo["userId"].ToValueAsync<string>());
        Assert.InRange(await some.Memo["plannedSlots"].ToValueAsync<int>(), 1, 5);
    }

    [Fact]
    public async Task Pipeline_WithItsStages_IsFoundByKindAndDate()
    {
        var client = await ConnectAsync();

        var found = await client.ListWorkflowsAsync($"NotifyPipelineKind = 'full' AND NotifyDate = '{Day}'").ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["pipeline/full", "pipeline/full/campaigns", "pipeline/full/embeddings", "pipeline/full/embeddings/products", "pipeline/full/embeddings/purchases",
                "pipeline/full/embeddings/users", "pipeline/full/features", "pipeline/full/ingest", "pipeline/full/plan"],
            found.Select(run => run.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Delivery_Asleep_TellsWhatComesNextAndUntilWhenItSleeps()
    {
        var client = await ConnectAsync();
        var run = await FirstAsync(client, "WorkflowType = 'UserDeliveryWorkflow' AND ExecutionStatus = 'Running'");
        var handle = client.GetWorkflowHandle(run.Id, run.RunId);
        var summaries = new List<string>();
        await Condition.WaitAsync(
            async () =>
            {
                var history = await handle.FetchHistoryAsync();
                summaries = [.. history.Events.Where(step => step.UserMetadata is not null).Select(step => TextOf(step.UserMetadata.Summary))];
                return history.Events.Any(step => step.EventType == EventType.TimerStarted);
            },
            TimeSpan.FromMinutes(1),
            "the delivery sleeps");

        var metadata = await handle.QueryAsync<WorkflowMetadata>("__temporal_workflow_metadata", []);

        var user = run.Id.Split('/')[1];
        Assert.Equal([$"deliver to {user} on {Day}", "load the published plan"], summaries.Take(2));
        Assert.Matches(@"^sleep until (\d{4}-\d\d-\d\d )?\d\d:\d\d for campaign C\d+$", summaries[2]);
        Assert.Matches(@"^\*\*Next: campaign C\d+ at 2026-11-2\d \d\d:\d\d UTC\.\*\*", metadata.CurrentDetails);
        Assert.Contains("| waiting |", metadata.CurrentDetails, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipeline_Ended_TellsItsStagesAndWhatItsActivitiesDid()
    {
        var client = await ConnectAsync();
        var metadata = await client.GetWorkflowHandle("pipeline/full").QueryAsync<WorkflowMetadata>("__temporal_workflow_metadata", []);
        var ingest = await client.GetWorkflowHandle("pipeline/full/ingest").FetchHistoryAsync();

        Assert.StartsWith("**5 of 5 stages have ended.**", metadata.CurrentDetails, StringComparison.Ordinal);
        Assert.Contains("| plan | completed |", metadata.CurrentDetails, StringComparison.Ordinal);
        Assert.Contains("ingest products.csv", ingest.Events.Where(step => step.UserMetadata is not null).Select(step => TextOf(step.UserMetadata.Summary)));
    }

    private static string TextOf(Temporalio.Api.Common.V1.Payload payload) =>
        DataConverter.Default.PayloadConverter.ToValue<string>(payload);

    private static async Task<WorkflowExecution> FirstAsync(TemporalClient client, string query)
    {
        WorkflowExecution? found = null;
        await Condition.WaitAsync(
            async () => (found = await client.ListWorkflowsAsync(query, new() { Limit = 1 }).FirstOrDefaultAsync(TestContext.Current.CancellationToken)) is not null,
            TimeSpan.FromMinutes(1),
            string.Create(CultureInfo.InvariantCulture, $"a workflow is found by {query}"));
        return found!;
    }

    private async Task<TemporalClient> ConnectAsync()
    {
        using var address = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(host.Home, "host.json"), TestContext.Current.CancellationToken));
        return await TemporalClient.ConnectAsync(new(address.RootElement.GetProperty("Temporal").GetString()!));
    }
}
