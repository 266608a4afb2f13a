using Notify.Domain.Planning;

namespace Notify.Domain.Eligibility;

/// <summary>Whether a planned notification may still be sent.</summary>
/// <param name="Reason"><see cref="LedgerOutcome.Chosen"/> when it may, else the code of the rule that forbids it.</param>
/// <param name="Detail">For a person; empty when it may.</param>
/// <param name="NextEligibleAt">UTC, whole minute: the first later moment at which it may be sent, if any.</param>
public sealed record EligibilityVerdict(string Reason, string Detail, DateTimeOffset? NextEligibleAt)
{
    /// <summary>Whether it may be sent now.</summary>
    public bool IsEligible => Reason == LedgerOutcome.Chosen;
}
