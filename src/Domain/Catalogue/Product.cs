using System.ComponentModel.DataAnnotations.Schema;

namespace Notify.Domain.Catalogue;

/// <summary>A product of the shop's catalogue. Attribute names are the catalogue's own.</summary>
public sealed record Product
{
    public required string ProductId { get; init; }

    [Column("articleType")]
    public string ArticleType { get; init; } = "";

    [Column("baseColour")]
    public string BaseColour { get; init; } = "";

    public string Gender { get; init; } = "";

    public string ImageUrl { get; init; } = "";

    [Column("masterCategory")]
    public string MasterCategory { get; init; } = "";

    /// <summary>In the shop's currency; null when the catalogue does not say.</summary>
    public decimal? Price { get; init; }

    [Column("productDisplayName")]
    public required string ProductDisplayName { get; init; }

    public string Season { get; init; } = "";

    [Column("subCategory")]
    public string SubCategory { get; init; } = "";

    public string Usage { get; init; } = "";

    public int? Year { get; init; }
}
