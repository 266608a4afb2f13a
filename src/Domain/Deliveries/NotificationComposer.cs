using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Planning;

namespace Notify.Domain.Deliveries;

/// <summary>
/// Writes the message a customer sees. Templates may hold <c>{name}</c> (the customer's first name, or "there"),
/// <c>{campaign}</c> and <c>{description}</c>; other braces stay as they are. A missing template falls back to the
/// campaign's description, then its name.
/// </summary>
public static class NotificationComposer
{
    /// <summary>Longest short text, in characters; what is longer is cut at a word and ends with an ellipsis.</summary>
    public const int ShortTextLimit = 140;

    /// <param name="campaign">What is sent.</param>
    /// <param name="user">To whom.</param>
    /// <param name="slot">The planned slot; its id becomes the message's.</param>
    /// <param name="sentAt">UTC; whole seconds count.</param>
    /// <exception cref="ArgumentException">The slot is of another campaign.</exception>
    public static Notification Compose(Campaign campaign, User user, PlannedSlot slot, DateTimeOffset sentAt)
    {
        if (slot.CampaignId != campaign.CampaignId)
        {
            throw new ArgumentException($"The slot is of campaign '{slot.CampaignId}', not of '{campaign.CampaignId}'; compose with the slot's own campaign.", nameof(slot));
        }

        var shortText = Fill(First(campaign.TemplateShort, campaign.Description, campaign.Name), campaign, user);
        return new Notification
        {
            UserId = user.UserId,
            NotificationId = slot.NotificationId,
            CampaignId = campaign.CampaignId,
            Title = campaign.Name,
            ShortText = Shorten(shortText),
            LongText = Fill(First(campaign.TemplateLong, campaign.Description, campaign.TemplateShort, campaign.Name), campaign, user),
            Priority = campaign.Priority,
            NotificationType = campaign.NotificationType,
            SentEpoch = sentAt.ToUnixTimeSeconds(),
            SentUtc = DateTimeOffset.FromUnixTimeSeconds(sentAt.ToUnixTimeSeconds()),
        };
    }

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text.Trim();
            }
        }

        return "";
    }

    // One pass from left to right, so that a name which itself looks like a placeholder is not filled in again.
    private static string Fill(string template, Campaign campaign, User user) =>
        string.Concat(template.Split('{').Select((part, index) =>
        {
            var end = index == 0 ? -1 : part.IndexOf('}', StringComparison.Ordinal);
            var value = end < 0 ? null : part[..end] switch
            {
                "name" => FirstName(user),
                "campaign" => campaign.Name,
                "description" => campaign.Description,
                _ => null,
            };
            return value is not null ? value + part[(end + 1)..] : index == 0 ? part : "{" + part;
        }));

    private static string FirstName(User user) =>
        user.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "there";

    private static string Shorten(string text)
    {
        if (text.Length <= ShortTextLimit)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', ShortTextLimit - 1);
        var end = cut > ShortTextLimit / 2 ? cut : ShortTextLimit - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd() + "…";
    }
}
