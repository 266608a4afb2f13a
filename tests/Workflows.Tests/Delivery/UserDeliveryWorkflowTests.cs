using Notify.Activities.Delivering;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Workflows.Delivery;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Notify.Workflows.Tests.Delivery;

/// <summary>A customer's day, lived through in milliseconds by skipping time.</summary>
public sealed class UserDeliveryWorkflowTests
{
    private readonly FakeDeliveryActivities activities = new();

    [Fact]
    public async Task Delivery_OfThreeSlots_SendsEachAtItsTimeInOrder()
    {
        var (result, start) = await RunAsync([("C1", 2), ("C2", 5), ("C3", 9)]);

        Assert.Equal(new UserDeliveryResult(3, 0, 0), result);
        Assert.Equal(["C1", "C2", "C3"], activities.Sends.Select(send => send.CampaignId));
        Assert.All(
            activities.Sends.Zip([2, 5, 9]),
            pair => Assert.True(pair.First.At >= start.AddHours(pair.Second), $"{pair.First.CampaignId} went out too early"));
    }

    [Fact]
    public async Task Delivery_OfASlotAlreadyDue_SendsItAtOnce()
    {
        var (result, _) = await RunAsync([("C1", -1)]);

        Assert.Equal(1, result.Sent);
    }

    [Fact]
    public async Task Delivery_WhoseSendKeepsFailing_IsTriedFourTimesAndRecordedAsFailed()
    {
        activities.Send = request => request.Slot.CampaignId == "C1" ? FakeDeliveryActivities.Fail(request) : new DeliverOutcome(DeliveryStatus.Sent);

        var (result, _) = await RunAsync([("C1", 1), ("C2", 2)]);

        Assert.Equal(new UserDeliveryResult(1, 0, 1), result);
        Assert.Equal([1, 2, 3, 4], activities.Sends.Where(send => send.CampaignId == "C1").Select(send => send.Attempt));
        var given = Assert.Single(activities.GivenUp);
        Assert.Equal((DeliveryStatus.Failed, "send_failed"), (given.Status, given.Reason));
    }

    [Fact]
    public async Task Delivery_PutOff_IsTriedAgainAtTheNewTime()
    {
        var later = DateTimeOffset.MinValue;
        activities.Send = request => activities.Sends.Count == 1
            ? new DeliverOutcome(DeliverOutcome.PutOff, LedgerOutcome.QuietHours, later = request.Slot.At.AddHours(3))
            : new DeliverOutcome(DeliveryStatus.Sent);

        var (result, _) = await RunAsync([("C1", 1)]);

        Assert.Equal(1, result.Sent);
        Assert.Equal(2, activities.Sends.Count);
        Assert.True(activities.Sends.Last().At >= later.UtcDateTime);
    }

    [Fact]
    public async Task OptOut_StopsEverythingThatIsLeft()
    {
        var (result, _) = await RunAsync([("C1", 2), ("C2", 5)], handle => handle.SignalAsync(w => w.OptOutAsync()));

        Assert.Equal(new UserDeliveryResult(0, 2, 0), result);
        Assert.Empty(activities.Sends);
        Assert.Equal(["U1"], activities.OptOuts);
        Assert.Equal(LedgerOutcome.OptedOut, Assert.Single(activities.GivenUp).Reason);
    }

    [Fact]
    public async Task OptOut_WhileTheLastSendIsUnderWay_IsStillRecorded()
    {
        WorkflowHandle<UserDeliveryWorkflow>? delivery = null;
        activities.Send = _ =>
        {
            delivery!.SignalAsync(w => w.OptOutAsync()).GetAwaiter().GetResult();
            return new DeliverOutcome(DeliveryStatus.Sent);
        };

        var (result, _) = await RunAsync([("C1", 2)], handle =>
        {
            delivery = handle;
            return Task.CompletedTask;
        });

        Assert.Equal(new UserDeliveryResult(1, 0, 0), result);
        Assert.Equal(["U1"], activities.OptOuts);
    }

    [Fact]
    public async Task CampaignPaused_TakesOnlyThatCampaignOut()
    {
        var (result, _) = await RunAsync([("C1", 2), ("C2", 5)], handle => handle.SignalAsync(w => w.CampaignPausedAsync("C1")));

        Assert.Equal(new UserDeliveryResult(1, 1, 0), result);
        Assert.Equal(["C2"], activities.Sends.Select(send => send.CampaignId));
    }

    [Fact]
    public async Task Replan_ReplacesWhatIsLeft()
    {
        var (result, _) = await RunAsync([("C1", 2), ("C2", 5)], async handle =>
        {
            activities.Plan = activities.Plan with { Slots = [activities.Plan.Slots[0], FakeDeliveryActivities.Slot("C9", activities.Plan.Slots[1].At)] };
            await handle.SignalAsync(w => w.ReplanAsync());
        });

        Assert.Equal(2, result.Sent);
        Assert.Equal(["C1", "C9"], activities.Sends.Select(send => send.CampaignId));
    }

    [Fact]
    public async Task Purchase_HasTheRestOfTheDayPlannedAgain()
    {
        await RunAsync([("C1", 2)], handle => handle.SignalAsync(w => w.PurchaseAsync("P7")));

        Assert.Equal(1, activities.Replans);
    }

    [Fact]
    public async Task Purchase_WhenPlanningFails_LeavesThePlanAsItWas()
    {
        activities.CannotPlan = true;

        var (result, _) = await RunAsync([("C1", 2)], handle => handle.SignalAsync(w => w.PurchaseAsync("P7")));

        Assert.Equal(1, result.Sent);
        Assert.Equal(3, activities.Replans);
    }

    [Fact]
    public async Task Plan_Asked_TellsWhereEverySlotStands()
    {
        IReadOnlyList<SlotState> slots = [];
        await RunAsync([("C1", 2)], async handle =>
        {
            // The plan is loaded by an activity; until then there is nothing to tell
            while (slots.Count == 0)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                slots = await handle.QueryAsync(w => w.Plan());
            }
        });

        Assert.Equal(SlotState.Waiting, Assert.Single(slots).Status);
    }

    private async Task<(UserDeliveryResult Result, DateTime Start)> RunAsync(
        (string CampaignId, int InHours)[] slots, Func<WorkflowHandle<UserDeliveryWorkflow>, Task>? meanwhile = null)
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var start = await environment.GetCurrentTimeAsync();
        activities.Plan = new DeliveryPlan(
            new DateTimeOffset(start, TimeSpan.Zero).AddDays(1), [.. slots.Select(slot => FakeDeliveryActivities.Slot(slot.CampaignId, new DateTimeOffset(start, TimeSpan.Zero).AddHours(slot.InHours)))]);
        using var deliveries = new TemporalWorker(
            environment.Client,
            new TemporalWorkerOptions(TaskQueues.Deliveries).AddWorkflow<UserDeliveryWorkflow>().AddAllActivities(activities));
        using var pipelines = new TemporalWorker(
            environment.Client, new TemporalWorkerOptions(TaskQueues.Pipelines).AddAllActivities(activities));
        UserDeliveryResult? result = null;
        await pipelines.ExecuteAsync(() => deliveries.ExecuteAsync(async () =>
        {
            var handle = await environment.Client.StartWorkflowAsync(
                (UserDeliveryWorkflow w) => w.RunAsync(new UserDeliveryInput("U1", DateOnly.FromDateTime(start))),
                new WorkflowOptions("delivery/U1", TaskQueues.Deliveries));
            if (meanwhile is not null)
            {
                await meanwhile(handle);
            }

            result = await handle.GetResultAsync();
        }));
        return (result!, start);
    }
}
