namespace Notify.Domain.Checking;

/// <summary>A rule that a plan breaks.</summary>
/// <param name="Rule">One of <see cref="PlanRule"/>.</param>
/// <param name="CampaignId">The campaign whose slot or ledger entry breaks it; empty when it is the plan as a whole.</param>
/// <param name="Detail">For a person: what was found and what was expected.</param>
public sealed record PlanViolation(string Rule, string CampaignId, string Detail);
