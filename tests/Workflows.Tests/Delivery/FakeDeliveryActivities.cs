using System.Collections.Concurrent;
using Notify.Activities.Delivering;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Notify.Workflows.Tests.Delivery;

/// <summary>Stands at the boundary to the tables: serves plans and keeps what it was asked to do.</summary>
internal sealed class FakeDeliveryActivities
{
    /// <summary>What <c>LoadPlan</c> returns.</summary>
    public DeliveryPlan Plan { get; set; } = new(DateTimeOffset.MaxValue, []);

    /// <summary>Decides each send; by default it is sent.</summary>
    public Func<DeliverRequest, DeliverOutcome> Send { get; set; } = _ => new DeliverOutcome(DeliveryStatus.Sent);

    /// <summary>Sends tried, with the attempt's number.</summary>
    public ConcurrentQueue<(string CampaignId, int Attempt, DateTime At)> Sends { get; } = new();

    public ConcurrentQueue<GiveUpRequest> GivenUp { get; } = new();

    public ConcurrentQueue<string> OptOuts { get; } = new();

    /// <summary>How often a new plan was asked for.</summary>
    public int Replans { get; private set; }

    /// <summary>Whether planning anew fails.</summary>
    public bool CannotPlan { get; set; }

    [Activity("LoadPlan")]
    public DeliveryPlan LoadPlan(PlanReference plan) => Plan;

    [Activity("Deliver")]
    public DeliverOutcome Deliver(DeliverRequest request)
    {
        Sends.Enqueue((request.Slot.CampaignId, ActivityExecutionContext.Current.Info.Attempt, ActivityExecutionContext.Current.Info.StartedTime));
        return Send(request);
    }

    [Activity("GiveUp")]
    public void GiveUp(GiveUpRequest request) => GivenUp.Enqueue(request);

    [Activity("RecordOptOut")]
    public void RecordOptOut(string userId) => OptOuts.Enqueue(userId);

    [Activity("PlanUser")]
    public void PlanUser(PlanReference plan)
    {
        Replans++;
        if (CannotPlan)
        {
            throw new ApplicationFailureException("there are no embeddings");
        }
    }

    /// <summary>A send that always fails.</summary>
    public static DeliverOutcome Fail(DeliverRequest request) => throw new ApplicationFailureException("the inbox does not answer");

    /// <summary>A slot some hours from a moment.</summary>
    public static PlannedSlot Slot(string campaignId, DateTimeOffset at) => new()
    {
        CampaignId = campaignId, At = at, NotificationId = NotificationId.Of("U1", campaignId, at), ExpectedValue = 1,
    };
}
