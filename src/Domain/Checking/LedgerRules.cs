using System.Collections.Frozen;
using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>Every candidate has its one reason, and the reasons agree with the slots.</summary>
internal static class LedgerRules
{
    private static readonly FrozenSet<string> Codes = new[]
    {
        LedgerOutcome.Chosen, LedgerOutcome.OptedOut, LedgerOutcome.ChannelRefused, LedgerOutcome.TimeZoneUnknown,
        LedgerOutcome.NotActive, LedgerOutcome.OutsideDates, LedgerOutcome.OutsideWindow, LedgerOutcome.QuietHours,
        LedgerOutcome.BlackoutDate, LedgerOutcome.MutedType, LedgerOutcome.FrequencyCap, LedgerOutcome.DailyCap,
        LedgerOutcome.Spacing, LedgerOutcome.Budget, LedgerOutcome.Displaced, LedgerOutcome.NotWorthIt,
    }.ToFrozenSet(StringComparer.Ordinal);

    public static void Check(PlanRequest request, UserSchedule schedule, List<PlanViolation> violations)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in request.Candidates)
        {
            open.Add(candidate.Campaign.CampaignId);
        }

        foreach (var entry in schedule.Ledger)
        {
            if (!open.Remove(entry.CampaignId))
            {
                Add(entry.CampaignId, "an entry too many: the campaign has one already or is no candidate");
            }

            if (!Codes.Contains(entry.Outcome) || string.IsNullOrWhiteSpace(entry.Detail))
            {
                Add(entry.CampaignId, $"the entry '{entry.Outcome}', '{entry.Detail}' needs a known code and a detail");
            }

            var planned = IsPlanned(schedule, entry.CampaignId);
            if (planned != (entry.Outcome == LedgerOutcome.Chosen))
            {
                Add(entry.CampaignId, $"the entry says {entry.Outcome}, yet the campaign has {(planned ? "a" : "no")} slot");
            }
        }

        foreach (var missing in open)
        {
            Add(missing, "the candidate has no entry");
        }

        void Add(string campaignId, string detail) => violations.Add(new PlanViolation(PlanRule.Ledger, campaignId, detail));
    }

    private static bool IsPlanned(UserSchedule schedule, string campaignId)
    {
        foreach (var slot in schedule.Slots)
        {
            if (slot.CampaignId == campaignId)
            {
                return true;
            }
        }

        return false;
    }
}
