namespace Notify.Domain.Planning;

/// <summary>Why a candidate campaign is in a plan, or is not.</summary>
/// <param name="CampaignId">The candidate.</param>
/// <param name="Outcome">A stable code: see <see cref="LedgerOutcome"/>.</param>
/// <param name="Detail">For a person: the constraint with its numbers, or the rival that displaced it.</param>
public sealed record LedgerEntry(string CampaignId, string Outcome, string Detail);
