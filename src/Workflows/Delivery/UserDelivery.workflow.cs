using Notify.Activities.Delivering;
using Notify.Activities.Planning;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Workflows.Visibility;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Notify.Workflows.Delivery;

/// <summary>
/// Delivers one customer's plan: sleeps to each slot, asks again whether it may be sent, sends it once, records it.
/// Its id is <c>delivery/{user}/{date}</c>, so a plan published twice is delivered by one workflow.
/// </summary>
[Workflow]
public sealed class UserDeliveryWorkflow
{
    // 1 s, 5 s, 20 s, then it has failed
    private static readonly RetryPolicy SendRetries = new()
    {
        InitialInterval = TimeSpan.FromSeconds(1),
        BackoffCoefficient = 5,
        MaximumInterval = TimeSpan.FromSeconds(20),
        MaximumAttempts = SendAttempts,
    };

    private const int SendAttempts = 4;
    private const int PlanAttempts = 3;

    private readonly List<SlotState> slots = [];
    private readonly List<DeliveryLedgerEntry> ledger = [];
    private readonly HashSet<string> pausedCampaigns = [];
    private DateTimeOffset plannedUntil;
    private bool optedOut;
    private bool optOutIsRecorded;
    private bool mustReload;
    private bool mustReplan;

    /// <summary>The workflow's id for a customer and a date.</summary>
    public static string IdOf(string userId, DateOnly date) =>
        $"delivery/{userId}/{NotifyAttributes.TextOf(date)}";

    [WorkflowRun]
    public async Task<UserDeliveryResult> RunAsync(UserDeliveryInput input)
    {
        var plan = new PlanReference(input.UserId, input.Date);
        await ReloadAsync(plan);
        while (true)
        {
            await AttendAsync(plan);
            var index = NextWaiting();
            Workflow.CurrentDetails = DeliveryTexts.CurrentOf(slots, index);
            if (index < 0)
            {
                return new UserDeliveryResult(
                    Count(DeliveryStatus.Sent), Count(DeliveryStatus.Skipped), Count(DeliveryStatus.Failed));
            }

            if (await SleepUntilAsync(slots[index]))
            {
                await DeliverAsync(plan, index);
            }
        }
    }

    /// <summary>The customer bought something: what is left of the day is planned again.</summary>
    [WorkflowSignal]
    public Task PurchaseAsync(string purchaseId)
    {
        Note($"purchase {purchaseId}: planning the rest of the day again");
        mustReplan = true;
        return Task.CompletedTask;
    }

    /// <summary>The customer wants nothing more, from anyone.</summary>
    [WorkflowSignal]
    public Task OptOutAsync()
    {
        Note("the customer opted out");
        optedOut = true;
        return Task.CompletedTask;
    }

    /// <summary>A campaign must not be sent any more.</summary>
    [WorkflowSignal]
    public Task CampaignPausedAsync(string campaignId)
    {
        Note($"campaign {campaignId} was paused");
        pausedCampaigns.Add(campaignId);
        return Task.CompletedTask;
    }

    /// <summary>A new plan was published for the same date.</summary>
    [WorkflowSignal]
    public Task ReplanAsync()
    {
        Note("a new plan was published");
        mustReload = true;
        return Task.CompletedTask;
    }

    /// <summary>Every slot and where it stands.</summary>
    [WorkflowQuery("plan")]
    public IReadOnlyList<SlotState> Plan() => slots;

    /// <summary>What happened so far.</summary>
    [WorkflowQuery("ledger")]
    public IReadOnlyList<DeliveryLedgerEntry> Ledger() => ledger;

    private bool NeedsAttention =>
        mustReload || mustReplan || (optedOut && !optOutIsRecorded) || (slots.Exists(IsWaiting) && (optedOut || slots.Exists(IsPaused)));

    private static bool IsWaiting(SlotState slot) => slot.Status == SlotState.Waiting;

    private bool IsPaused(SlotState slot) => IsWaiting(slot) && pausedCampaigns.Contains(slot.Slot.CampaignId);

    /// <summary>Does what the signals asked for, until none asks any more.</summary>
    private async Task AttendAsync(PlanReference plan)
    {
        while (NeedsAttention)
        {
            if (mustReload)
            {
                await ReloadAsync(plan);
            }
            else if (optedOut)
            {
                await HonourOptOutAsync(plan);
            }
            else if (mustReplan)
            {
                mustReplan = false;
                await PlanAgainAsync(plan);
            }
            else
            {
                await GiveUpAsync(plan, slots.FindAll(IsPaused), DeliveryStatus.Skipped, LedgerOutcome.NotActive, 0);
            }
        }
    }

    private async Task HonourOptOutAsync(PlanReference plan)
    {
        mustReplan = false;
        if (!optOutIsRecorded)
        {
            await Workflow.ExecuteActivityAsync((DeliveryActivities a) => a.RecordOptOutAsync(plan.UserId), Quick("record the opt-out"));
            optOutIsRecorded = true;
        }

        var waiting = slots.FindAll(IsWaiting);
        if (waiting.Count > 0)
        {
            await GiveUpAsync(plan, waiting, DeliveryStatus.Skipped, LedgerOutcome.OptedOut, 0);
        }
    }

    private async Task ReloadAsync(PlanReference plan)
    {
        mustReload = false;
        var published = await Workflow.ExecuteActivityAsync(
            (DeliveryActivities a) => a.LoadPlanAsync(plan), Quick("load the published plan"));
        plannedUntil = published.PlannedUntil;
        slots.RemoveAll(IsWaiting);
        var known = slots.ConvertAll(slot => slot.Slot.NotificationId);
        slots.AddRange(published.Slots
            .Where(slot => !known.Contains(slot.NotificationId))
            .Select(slot => new SlotState(slot, slot.At, SlotState.Waiting, "")));
        Note($"{slots.Count(IsWaiting)} slots to deliver");
    }

    /// <returns>False when a signal came first.</returns>
    private async Task<bool> SleepUntilAsync(SlotState next)
    {
        var wait = next.DueAt - Workflow.UtcNow;
        if (wait <= TimeSpan.Zero)
        {
            return true;
        }

        var summary = Summary.Of(DeliveryTexts.SleepOf(next, Workflow.UtcNow));
        return !await Workflow.WaitConditionWithOptionsAsync(new(() => NeedsAttention, wait, summary));
    }

    private async Task DeliverAsync(PlanReference plan, int index)
    {
        var state = slots[index];
        var later = slots.FindAll(slot => IsWaiting(slot) && slot != state).ConvertAll(slot => slot.DueAt);
        var request = new DeliverRequest(plan.UserId, state.Slot, state.DueAt, plannedUntil, later);
        DeliverOutcome outcome;
        try
        {
            outcome = await Workflow.ExecuteActivityAsync(
                (DeliveryActivities a) => a.DeliverAsync(request),
                new()
                {
                    StartToCloseTimeout = TimeSpan.FromSeconds(30),
                    RetryPolicy = SendRetries,
                    Summary = Summary.Of($"send {state.Slot.CampaignId} to {plan.UserId}"),
                });
        }
        catch (ActivityFailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            await GiveUpAsync(plan, [state], DeliveryStatus.Failed, "send_failed", SendAttempts);
            return;
        }

        slots[index] = outcome.Status == DeliverOutcome.PutOff
            ? state with { DueAt = outcome.At!.Value, Reason = outcome.Reason }
            : state with { Status = outcome.Status, Reason = outcome.Reason };
        Note(DeliveryTexts.Of(state.Slot.CampaignId, outcome));
    }

    private async Task GiveUpAsync(
        PlanReference plan, List<SlotState> given, string status, string reason, int attempts)
    {
        var request = new GiveUpRequest(plan.UserId, given.ConvertAll(slot => slot.Slot), status, reason, attempts);
        var campaigns = string.Join(", ", given.Select(slot => slot.Slot.CampaignId));
        await Workflow.ExecuteActivityAsync((DeliveryActivities a) => a.GiveUpAsync(request), Quick($"record {campaigns} as {status}: {reason}"));
        foreach (var slot in given)
        {
            slots[slots.IndexOf(slot)] = slot with { Status = status, Reason = reason };
            Note($"campaign {slot.Slot.CampaignId} {status}: {reason}");
        }
    }

    private async Task PlanAgainAsync(PlanReference plan)
    {
        try
        {
            await Workflow.ExecuteActivityAsync(
                (PlanningActivities a) => a.PlanUserAsync(plan),
                new()
                {
                    StartToCloseTimeout = TimeSpan.FromMinutes(1),
                    TaskQueue = TaskQueues.Pipelines,
                    RetryPolicy = new() { MaximumAttempts = PlanAttempts },
                    Summary = "plan the rest of the day again",
                });
            mustReload = true;
        }
        catch (ActivityFailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            // A better plan is a wish; the one there is has to be delivered
            Note("planning the rest of the day again failed; the plan stays");
        }
    }

    private static ActivityOptions Quick(string summary) => new() { StartToCloseTimeout = TimeSpan.FromSeconds(30), Summary = Summary.Of(summary) };

    /// <summary>The waiting slot that is due first, or -1.</summary>
    private int NextWaiting()
    {
        var next = -1;
        for (var i = 0; i < slots.Count; i++)
        {
            if (IsWaiting(slots[i]) && (next < 0 || slots[i].DueAt < slots[next].DueAt))
            {
                next = i;
            }
        }

        return next;
    }

    private int Count(string status) => slots.Count(slot => slot.Status == status);

    private void Note(string what) => ledger.Add(new(Workflow.UtcNow, what));
}
