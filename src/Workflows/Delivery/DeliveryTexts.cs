using System.Globalization;
using System.Text;
using Notify.Activities.Delivering;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;

namespace Notify.Workflows.Delivery;

/// <summary>What a delivery tells people about itself.</summary>
internal static class DeliveryTexts
{
    /// <summary>Markdown about a plan whose delivery begins.</summary>
    public static string DetailsOf(IReadOnlyList<PlannedSlot> slots) => slots.Count == 0
        ? "Nothing is planned."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{slots.Count} notifications planned, the first at {slots[0].At.UtcDateTime:yyyy-MM-dd HH:mm} UTC. The `plan` query tells where each stands, `ledger` what happened.");

    /// <summary>Markdown: what comes next, then every slot and where it stands.</summary>
    /// <param name="slots">Every slot.</param>
    /// <param name="next">Index of the one that comes next; -1 for none.</param>
    public static string CurrentOf(IReadOnlyList<SlotState> slots, int next)
    {
        var text = new StringBuilder();
        text.Append(next < 0
            ? "**Nothing is left to deliver.**"
            : string.Create(CultureInfo.InvariantCulture, $"**Next: campaign {slots[next].Slot.CampaignId} at {slots[next].DueAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.**"));
        if (slots.Count == 0)
        {
            return text.ToString();
        }

        text.Append("\n\n| campaign | due (UTC) | state | reason |\n|---|---|---|---|\n");
        foreach (var slot in slots)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {slot.Slot.CampaignId} | {slot.DueAt.UtcDateTime:MM-dd HH:mm} | {slot.Status} | {slot.Reason} |\n");
        }

        return text.ToString();
    }

    /// <summary>A sentence about what came of a slot.</summary>
    public static string Of(string campaignId, DeliverOutcome outcome) => outcome.Status switch
    {
        DeliveryStatus.Sent => $"campaign {campaignId} sent",
        DeliverOutcome.PutOff => string.Create(
            CultureInfo.InvariantCulture, $"campaign {campaignId} put off to {outcome.At:HH:mm} UTC: {outcome.Reason}"),
        _ => $"campaign {campaignId} {outcome.Status}: {outcome.Reason}",
    };

    /// <summary>The line on the timer that waits for a slot.</summary>
    public static string SleepOf(SlotState next, DateTime now)
    {
        var due = next.DueAt.UtcDateTime;
        var day = due.Date == now.Date ? "" : due.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"sleep until {day}{due:HH:mm} for campaign {next.Slot.CampaignId}");
    }
}
