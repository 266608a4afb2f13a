using System.Globalization;
using System.Text;
using Notify.SampleData.Campaigns;
using Notify.SampleData.Catalogue;
using Notify.SampleData.Orders;
using Notify.SampleData.Shoppers;
using Notify.SampleData.Writing;

namespace Notify.SampleData;

/// <summary>Writes a made-up shop as the CSV files a shop would hand over.</summary>
public static class SampleWriter
{
    private const string UserColumns = "user_id,name,email,password_hash,created_at,time_zone,locale";
    private const string PreferenceColumns = "user_id,channels,quiet_start,quiet_end,max_per_day,preferred_times,blackout_dates,muted_types,opted_out_at";
    private const string ProductColumns = "product_id,gender,masterCategory,subCategory,articleType,baseColour,season,year,usage,productDisplayName,price,image_url";
    private const string PurchaseColumns = "user_id,purchase_id,product_id,quantity,price,purchase_date";
    private const string CampaignColumns =
        "campaign_id,name,description,status,priority,start_date,end_date,notification_type,template_short,template_long,created_at,"
        + "ad_revenue,window_start,window_end,budget,frequency_cap";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes users.csv, user_preferences.csv, products.csv, campaigns.csv and purchases.csv into <paramref name="directory"/>,
    /// which is made if it is missing; files of these names are replaced. UTF-8, LF, dates ISO 8601, lists with semicolons.
    /// </summary>
    /// <exception cref="ArgumentException">The options are out of bounds; nothing is written.</exception>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static async Task WriteAsync(SampleOptions options, string directory, CancellationToken cancellation = default)
    {
        var shop = SampleGenerator.Generate(options);
        Directory.CreateDirectory(directory);
        await WriteTableAsync(directory, "users.csv", UserColumns, shop.Users, Row, cancellation);
        await WriteTableAsync(directory, "user_preferences.csv", PreferenceColumns, shop.Preferences, Row, cancellation);
        await WriteTableAsync(directory, "products.csv", ProductColumns, shop.Products, Row, cancellation);
        await WriteTableAsync(directory, "campaigns.csv", CampaignColumns, shop.Campaigns, Row, cancellation);
        await WriteTableAsync(directory, "purchases.csv", PurchaseColumns, shop.Purchases, Row, cancellation);
    }

    private static async Task WriteTableAsync<T>(
        string directory, string file, string columns, IEnumerable<T> rows, Action<CsvLine, T> write, CancellationToken cancellation)
    {
        await using var output = new StreamWriter(Path.Combine(directory, file), append: false, Utf8, bufferSize: 1 << 16);
        await output.WriteAsync((columns + "\n").AsMemory(), cancellation);
        var line = new CsvLine();
        foreach (var row in rows)
        {
            write(line, row);
            await output.WriteAsync(line.Taken().AsMemory(), cancellation);
        }
    }

    private static void Row(CsvLine line, SampleUser user) => line
        .Add(user.UserId).Add(user.Name).Add(user.Email).Add(user.PasswordHash).Add(user.CreatedAt).Add(user.TimeZone).Add(user.Locale);

    private static void Row(CsvLine line, SamplePreferences preferences) => line
        .Add(preferences.UserId)
        .AddList(preferences.Channels)
        .Add(preferences.QuietStart)
        .Add(preferences.QuietEnd)
        .Add(preferences.MaxPerDay)
        .AddList(preferences.PreferredTimes.Select(time => time.ToString("HH:mm", CultureInfo.InvariantCulture)))
        .AddList(preferences.BlackoutDates.Select(date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
        .AddList(preferences.MutedTypes)
        .Add(preferences.OptedOutAt);

    private static void Row(CsvLine line, SampleProduct product) => line
        .Add(product.ProductId).Add(product.Gender).Add(product.MasterCategory).Add(product.SubCategory).Add(product.ArticleType)
        .Add(product.BaseColour).Add(product.Season).Add(product.Year).Add(product.Usage).Add(product.ProductDisplayName)
        .Add(product.Price).Add(product.ImageUrl);

    private static void Row(CsvLine line, SampleCampaign campaign) => line
        .Add(campaign.CampaignId).Add(campaign.Name).Add(campaign.Description).Add(campaign.Status).Add(campaign.Priority)
        .Add(campaign.StartDate).Add(campaign.EndDate).Add(campaign.NotificationType).Add(campaign.TemplateShort).Add(campaign.TemplateLong)
        .Add(campaign.CreatedAt).AddMoney(campaign.AdRevenue).Add(campaign.WindowStart).Add(campaign.WindowEnd).Add(campaign.Budget).Add(campaign.FrequencyCap);

    private static void Row(CsvLine line, SamplePurchase purchase) => line
        .Add(purchase.UserId).Add(purchase.PurchaseId).Add(purchase.ProductId).Add(purchase.Quantity).Add(purchase.Price).Add(purchase.PurchaseDate);
}
