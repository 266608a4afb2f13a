using Notify.Domain.Campaigns;
using Notify.Domain.Catalogue;
using Notify.Domain.Changes;
using Notify.Domain.Clickstream;
using Notify.Domain.Customers;
using Notify.Domain.Deliveries;
using Notify.Domain.Erasing;
using Notify.Domain.Planning;
using Notify.Domain.Purchases;
using Notify.Domain.Vectors;

namespace Notify.Storage.Tables;

/// <summary>Every table of Notify.</summary>
public static class NotifyTables
{
    private static readonly Lazy<IReadOnlyList<TableLayout>> Layouts = new(() =>
    [
        .. typeof(NotifyTables).GetProperties()
            .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(TableDefinition<>))
            .Select(property => (TableLayout)property.PropertyType.GetProperty(nameof(TableDefinition<object>.Layout))!.GetValue(property.GetValue(null))!),
    ]);

    /// <summary>All of them, without their records.</summary>
    public static IReadOnlyList<TableLayout> All => Layouts.Value;

    public static TableDefinition<User> Users { get; } = new("notify_users", "user_id");

    public static TableDefinition<UserPreferences> UserPreferences { get; } = new("notify_user_preferences", "user_id");

    public static TableDefinition<UserFeatures> UserFeatures { get; } = new("notify_user_features", "user_id");

    public static TableDefinition<Product> Products { get; } = new("notify_products", "product_id");

    public static TableDefinition<ProductFeatures> ProductFeatures { get; } = new("notify_product_features", "product_id");

    public static TableDefinition<Campaign> Campaigns { get; } = new("notify_campaigns", "campaign_id");

    public static TableDefinition<Purchase> PurchaseHistory { get; } = new("notify_purchase_history", "user_id", "purchase_id");

    public static TableDefinition<UserProduct> UserProductMatrix { get; } = new("notify_user_product_matrix", "user_id", "product_id");

    public static TableDefinition<ClickEvent> Clickstream { get; } = new("notify_clickstream", "user_id", "event_id")
    {
        IsAppendMostly = true,

        // A year's seasons and a month: what is older no longer says what a customer likes
        Retention = new("timestamp", TimeSpan.FromDays(400)),
    };

    public static TableDefinition<CampaignCounter> CampaignCounters { get; } = new("notify_campaign_counters", "campaign_id", "shard");

    public static TableDefinition<EmbeddingRow> ProductEmbeddings { get; } = new("notify_product_embeddings", "id");

    public static TableDefinition<EmbeddingRow> PurchaseEmbeddings { get; } = new("notify_purchase_embeddings", "id");

    public static TableDefinition<EmbeddingRow> UserEmbeddings { get; } = new("notify_user_embeddings", "id");

    public static TableDefinition<EmbeddingRow> CampaignEmbeddings { get; } = new("notify_campaign_embeddings", "id");

    public static TableDefinition<UserSchedule> UserSchedule { get; } = new("notify_user_schedule", "user_id", "date");

    public static TableDefinition<Delivery> Deliveries { get; } = new("notify_deliveries", "user_id", "notification_id");

    public static TableDefinition<Notification> Inbox { get; } = new("notify_inbox", "user_id", "notification_id");

    public static TableDefinition<ChangeEntry> Changes { get; } = new("notify_changes", "table_name", "sequence");

    public static TableDefinition<Watermark> Watermarks { get; } = new("notify_watermarks", "consumer", "table_name");

    public static TableDefinition<Erasure> Erasures { get; } = new("notify_erasures", "erasure_id");

    public static TableDefinition<ErasedUser> ErasedUsers { get; } = new("notify_erased_users", "user_hash");
}
