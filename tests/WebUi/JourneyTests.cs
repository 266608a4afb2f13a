using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Notify.Workflows;
using Notify.Workflows.Delivery;
using Notify.Workflows.Pipelines;
using Notify.Workflows.Planning;
using Notify.Workflows.Visibility;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace Notify.WebUi;

/// <summary>What a CRM engineer does in the Web UI, and what the server says of it afterwards.</summary>
public sealed class JourneyTests(LoadedShop shop) : IClassFixture<LoadedShop>
{
    [Fact]
    public async Task Filter_ByUserAndDate_FindsTheDeliveryAndItsHistory()
    {
        var id = shop.NextDelivery();
        var filters = new JsonObject { [NotifyAttributes.UserId.Name] = UserOf(id), [NotifyAttributes.Date.Name] = DateText };

        var found = await shop.TakeAsync("find-delivery", new() { ["filters"] = filters, ["count"] = 1, ["open"] = id });

        var history = await shop.Client.GetWorkflowHandle(id).FetchHistoryAsync();
        Assert.Equal([id], found!["ids"]!.AsArray().Select(shown => (string)shown!));
        var events = found["events"]!.AsArray().Select(shown => (string)shown!).ToList();
        Assert.Equal(history.Events.Count, events.Count);
        Assert.Contains(events, shown => shown.Contains("Timer Started", StringComparison.Ordinal) && shown.Contains("sleep until", StringComparison.Ordinal));
        Assert.Contains(history.Events, held => held.EventType == EventType.TimerStarted && held.UserMetadata.Summary is not null);
    }

    [Fact]
    public async Task Filter_ByPipelineKind_FindsTheRunAndItsStages()
    {
        var expected = await shop.Client.CountWorkflowsAsync($"{NotifyAttributes.PipelineKind.Name} = 'full'");
        var filters = new JsonObject { [NotifyAttributes.PipelineKind.Name] = PipelineKind.Full };

        var found = await shop.TakeAsync(
            "find-delivery", new() { ["filters"] = filters, ["count"] = expected.Count, ["open"] = "pipeline/full" });

        Assert.All(found!["ids"]!.AsArray(), id => Assert.StartsWith("pipeline/full", (string)id!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlanQuery_OfADelivery_ShowsWhatTheWorkflowAnswers()
    {
        var id = shop.NextDelivery();

        var shown = await shop.TakeAsync("query-plan", new() { ["id"] = id });

        var plan = await shop.Client.GetWorkflowHandle<UserDeliveryWorkflow>(id).QueryAsync(w => w.Plan());
        Assert.NotEmpty(plan);
        Assert.Equal(
            plan.Select(slot => (slot.Slot.CampaignId, slot.Status)),
            shown!.AsArray().Select(slot => ((string)slot!["Slot"]!["CampaignId"]!, (string)slot["Status"]!)));
    }

    [Fact]
    public async Task OptOutSignal_WhileTheTablesAreHeld_ShowsThePendingActivityAndThenEndsTheDelivery()
    {
        var id = shop.NextDelivery();
        var handle = shop.Client.GetWorkflowHandle<UserDeliveryWorkflow, UserDeliveryResult>(id);
        var slots = (await handle.QueryAsync(w => w.Plan())).Count;
        using (shop.HoldTables())
        {
            var pending = (string)(await shop.TakeAsync("send-opt-out", new() { ["id"] = id }))!;
            Assert.Contains("of Unlimited", pending, StringComparison.Ordinal);

            var described = await shop.Client.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = shop.Client.Options.Namespace, Execution = new() { WorkflowId = id } });
            Assert.Equal("RecordOptOut", Assert.Single(described.PendingActivities).ActivityType.Name);
        }

        var shown = await shop.TakeAsync("see-result", new() { ["id"] = id });

        var result = await handle.GetResultAsync();
        Assert.Equal(new UserDeliveryResult(Sent: 0, Skipped: slots, Failed: 0), result);
        Assert.Equal(slots, (int)shown!["Skipped"]!);
        var reply = await shop.Api.GetFromJsonAsync<JsonObject>($"v1/users/{UserOf(id)}/deliveries", TestContext.Current.CancellationToken);
        Assert.All(reply!["deliveries"]!.AsArray(), delivery => Assert.Equal("opted_out", (string)delivery!["reason"]!));
    }

    [Fact]
    public async Task StartForm_ForADeltaUpdate_RunsIt()
    {
        var run = (string)(await shop.TakeAsync(
            "start-delta", new() { ["id"] = "pipeline/delta", ["taskQueue"] = TaskQueues.Pipelines, ["type"] = nameof(DeltaUpdateWorkflow) }))!;

        var description = await shop.Client.GetWorkflowHandle("pipeline/delta", run).DescribeAsync();
        Assert.Equal((nameof(DeltaUpdateWorkflow), WorkflowExecutionStatus.Completed), (description.WorkflowType, description.Status));
        var reply = await shop.Api.GetFromJsonAsync<JsonObject>($"v1/pipelines/delta.{run}", TestContext.Current.CancellationToken);
        Assert.Equal("completed", (string)reply!["status"]!);
    }

    [Fact]
    public async Task DailySchedule_PausedResumedAndTriggered_RunsThePipeline()
    {
        var schedule = shop.Client.GetScheduleHandle(DailySchedule.Id);
        await ChangeAsync("Pause", "stocktaking", "Paused");
        var paused = await schedule.DescribeAsync();
        Assert.True(paused.Schedule.State.Paused);
        Assert.Contains("stocktaking", paused.Schedule.State.Note, StringComparison.Ordinal);

        await ChangeAsync("Unpause", "the shop is open again", "Running");
        Assert.False((await schedule.DescribeAsync()).Schedule.State.Paused);

        var started = (string)(await shop.TakeAsync("trigger-schedule", new() { ["id"] = DailySchedule.Id, ["workflow"] = "pipeline/daily" }))!;

        var result = await shop.Client.GetWorkflowHandle(started).GetResultAsync<PipelineResult>();
        Assert.NotNull(result.Plans);

        Task ChangeAsync(string action, string reason, string state) => shop.TakeAsync(
            "pause-schedule", new() { ["id"] = DailySchedule.Id, ["action"] = action, ["reason"] = reason, ["state"] = state });
    }

    [Fact]
    public async Task Delivery_TerminatedAndReset_SleepsAgain()
    {
        var id = shop.NextDelivery();
        var first = shop.Client.GetWorkflowHandle(id, (await shop.Client.GetWorkflowHandle(id).DescribeAsync()).RunId);

        await shop.TakeAsync("terminate", new() { ["id"] = id, ["reason"] = "the campaign was a mistake" });
        Assert.Equal(WorkflowExecutionStatus.Terminated, (await first.DescribeAsync()).Status);
        var last = (await first.FetchHistoryAsync()).Events.Last();
        Assert.StartsWith("the campaign was a mistake", last.WorkflowExecutionTerminatedEventAttributes.Reason, StringComparison.Ordinal);

        var run = (string)(await shop.TakeAsync("reset", new() { ["id"] = id, ["reason"] = "it was none" }))!;
        var second = shop.Client.GetWorkflowHandle<UserDeliveryWorkflow>(id, run);
        Assert.Equal(WorkflowExecutionStatus.Running, (await second.DescribeAsync()).Status);
        Assert.NotEmpty(await second.QueryAsync(w => w.Plan()));
    }

    [Fact]
    public async Task EveryPage_Opened_ShowsWhatItIsAbout()
    {
        var id = shop.NextDelivery();
        var arguments = new JsonObject
        {
            ["workflow"] = id,
            ["run"] = (await shop.Client.GetWorkflowHandle(id).DescribeAsync()).RunId,
            ["parent"] = "pipeline/full",
            ["parentRun"] = (await shop.Client.GetWorkflowHandle("pipeline/full").DescribeAsync()).RunId,
            ["schedule"] = DailySchedule.Id,
            ["taskQueue"] = TaskQueues.Deliveries,
        };

        var seen = await shop.TakeAsync("every-page", arguments);

        Assert.True((int)seen! > 20);
    }

    private static string DateText => LoadedShop.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string UserOf(string deliveryId) => deliveryId.Split('/')[1];
}
