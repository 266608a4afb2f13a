using System.Text;
using Notify.Domain.Campaigns;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;

namespace Notify.Embeddings.Encoding;

/// <summary>What is encoded for each kind of thing, in the form the shipped encoder was trained on. A change here changes every source hash, and so every vector at the next run.</summary>
public static class EmbeddingTexts
{
    /// <summary>Display name, then gender, categories, type, colour, season and usage; what is missing leaves no gap.</summary>
    public static string Of(Product product) =>
        Sentences(
            product.ProductDisplayName,
            Words(product.Gender, product.MasterCategory, product.SubCategory, product.ArticleType, product.BaseColour, product.Season, product.Usage));

    /// <summary>Name, then description, both templates and the notification type.</summary>
    public static string Of(Campaign campaign) =>
        Sentences(campaign.Name, Words(campaign.Description, campaign.TemplateShort, campaign.TemplateLong, campaign.NotificationType));

    /// <summary>Stands for a customer without purchases or clicks: what is known of their taste, never who they are.</summary>
    public static string OfProfile(UserFeatures? features)
    {
        var taste = features is null ? "" : Words([.. features.TopMasterCategories, .. features.TopArticleTypes]);
        return taste.Length == 0 ? "new customer. popular products" : Sentences("customer", taste);
    }

    private static string Words(params IEnumerable<string> parts) =>
        string.Join(' ', parts.Select(part => part.Trim()).Where(part => part.Length > 0));

    private static string Sentences(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var sentence = part.Trim();
            if (sentence.Length > 0)
            {
                text.Append(text.Length == 0 ? "" : ". ").Append(sentence.TrimEnd('.'));
            }
        }

        return text.ToString();
    }
}
