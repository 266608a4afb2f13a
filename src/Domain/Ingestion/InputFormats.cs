using System.Globalization;
using System.Text.RegularExpressions;
using Notify.Domain.Campaigns;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;

namespace Notify.Domain.Ingestion;

/// <summary>The files a shop hands over.</summary>
public static partial class InputFormats
{
    /// <summary>Most pieces of one product in one line of an order.</summary>
    public const int MaxQuantity = 100_000;

    public static RowFormat<User> Users { get; } = new(
        "users",
        ["user_id", "created_at"],
        ["name", "email", "password_hash", "time_zone", "locale"],
        IsPersonal: true,
        row => new User
        {
            UserId = row.Key("user_id"),
            Name = row.Text("name"),
            Email = row.Text("email"),
            PasswordHash = row.Text("password_hash"),
            CreatedAt = row.Moment("created_at"),
            TimeZone = row.OptionalText("time_zone"),
            Locale = row.OptionalText("locale"),
        });

    public static RowFormat<UserPreferences> UserPreferences { get; } = new(
        "user_preferences",
        ["user_id"],
        ["channels", "quiet_start", "quiet_end", "max_per_day", "preferred_times", "blackout_dates", "muted_types", "opted_out_at"],
        IsPersonal: true,
        BuildPreferences);

    public static RowFormat<Product> Products { get; } = new(
        "products",
        ["product_id", "productDisplayName"],
        ["articleType", "baseColour", "gender", "image_url", "masterCategory", "price", "season", "subCategory", "usage", "year"],
        IsPersonal: false,
        row => new Product
        {
            ProductId = row.Key("product_id"),
            ProductDisplayName = row.RequiredText("productDisplayName"),
            ArticleType = row.Text("articleType"),
            BaseColour = row.Text("baseColour"),
            Gender = row.Text("gender"),
            ImageUrl = row.Text("image_url"),
            MasterCategory = row.Text("masterCategory"),
            Price = row.OptionalAmount("price"),
            Season = row.Text("season"),
            SubCategory = row.Text("subCategory"),
            Usage = row.Text("usage"),
            Year = row.OptionalWhole("year", 1900, 2100),
        });

    public static RowFormat<Campaign> Campaigns { get; } = new(
        "campaigns",
        ["campaign_id", "name", "start_date", "end_date"],
        [
            "description", "notification_type", "priority", "ad_revenue", "window_start", "window_end", "status", "budget",
            "frequency_cap", "template_short", "template_long", "created_at",
        ],
        IsPersonal: false,
        BuildCampaign);

    public static RowFormat<Purchase> Purchases { get; } = new(
        "purchases",
        ["user_id", "purchase_id", "product_id", "purchase_date", "price", "quantity"],
        ["total_amount"],
        IsPersonal: false,
        BuildPurchase);

    private static UserPreferences BuildPreferences(RowFields row)
    {
        var (quietStart, quietEnd) = Window(row, "quiet_start", "quiet_end");
        return new UserPreferences
        {
            UserId = row.Key("user_id"),
            Channels = Lower(row.List("channels")),
            QuietStart = quietStart,
            QuietEnd = quietEnd,
            MaxPerDay = row.OptionalWhole("max_per_day", 0, 100),
            PreferredTimes = row.Times("preferred_times"),
            BlackoutDates = row.Dates("blackout_dates"),
            MutedTypes = Lower(row.List("muted_types")),
            OptedOutAt = row.OptionalMoment("opted_out_at"),
        };
    }

    private static Campaign BuildCampaign(RowFields row)
    {
        var key = row.Key("campaign_id");
        var defaults = new Campaign { CampaignId = key, Name = "", StartDate = default, EndDate = default };
        var start = row.Date("start_date");
        var end = row.Date("end_date");
        if (start != default && end != default && end < start)
        {
            row.Refuse("end_date", row.Text("end_date"), $"is before start_date {start:yyyy-MM-dd}; it is the last day, so at the earliest the same.");
        }

        var (windowStart, windowEnd) = Window(row, "window_start", "window_end");
        return defaults with
        {
            Name = row.RequiredText("name"),
            Description = row.Text("description"),
            NotificationType = NotificationType(row) ?? defaults.NotificationType,
            Priority = row.OptionalWhole("priority", 1, 5) ?? defaults.Priority,
            AdRevenue = row.OptionalAmount("ad_revenue") ?? defaults.AdRevenue,
            StartDate = start,
            EndDate = end,
            WindowStart = windowStart,
            WindowEnd = windowEnd,
            Status = Status(row) ?? defaults.Status,
            Budget = row.OptionalWhole("budget", 0, int.MaxValue),
            FrequencyCap = row.OptionalWhole("frequency_cap", 1, 1000) ?? defaults.FrequencyCap,
            TemplateShort = row.Text("template_short"),
            TemplateLong = row.Text("template_long"),
            CreatedAt = row.OptionalMoment("created_at"),
        };
    }

    private static Purchase BuildPurchase(RowFields row)
    {
        var price = row.Amount("price");
        var quantity = row.Whole("quantity", 1, MaxQuantity);
        return new Purchase
        {
            UserId = row.Key("user_id"),
            PurchaseId = row.Key("purchase_id"),
            ProductId = row.Key("product_id"),
            PurchaseDate = row.Moment("purchase_date"),
            Price = price,
            Quantity = quantity,
            TotalAmount = row.OptionalAmount("total_amount") ?? Total(row, price, quantity),
        };
    }

    private static decimal Total(RowFields row, decimal price, int quantity)
    {
        var total = price * quantity;
        if (total > RowFields.MaxAmount)
        {
            row.Refuse("total_amount", "", $"is missing, and price × quantity is out of bounds; an amount is from 0 to {RowFields.MaxAmount.ToString("N0", CultureInfo.InvariantCulture)}.");
        }

        return InputText.Plain(total);
    }

    private static (TimeOnly? Start, TimeOnly? End) Window(RowFields row, string start, string end)
    {
        var from = row.OptionalTime(start);
        var until = row.OptionalTime(end);
        if (from is null != until is null)
        {
            var (absent, given) = from is null ? (start, end) : (end, start);
            row.Refuse(absent, row.Text(absent), $"is empty while {given} is not; give both or neither.");
        }
        else if (from is not null && from == until)
        {
            row.Refuse(end, row.Text(end), $"is the same as {start}, which leaves it open whether none or all of the day is meant; give two times or neither.");
        }

        return (from, until);
    }

    private static string? NotificationType(RowFields row)
    {
        var type = row.OptionalText("notification_type")?.ToLowerInvariant();
        if (type is not null && !TypePattern().IsMatch(type))
        {
            row.Refuse("notification_type", type, "is no type; use a short name of letters, digits, _ and -, such as promotional.");
        }

        return type;
    }

    private static string? Status(RowFields row)
    {
        var status = row.OptionalText("status")?.ToLowerInvariant();
        if (status is not null && !CampaignStatus.All.Contains(status))
        {
            row.Refuse("status", status, $"is no status; it is one of {string.Join(", ", CampaignStatus.All)}.");
        }

        return status;
    }

    private static IReadOnlyList<string> Lower(IReadOnlyList<string> items) => [.. items.Select(item => item.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("^[a-z0-9_-]{1,50}$", RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();
}
