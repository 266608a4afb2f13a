using System.ComponentModel.DataAnnotations.Schema;

namespace Notify.Domain.Catalogue;

/// <summary>A product with what its sales say about it.</summary>
public sealed record ProductFeatures
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

    public decimal? Price { get; init; }

    [Column("productDisplayName")]
    public required string ProductDisplayName { get; init; }

    public string Season { get; init; } = "";

    [Column("subCategory")]
    public string SubCategory { get; init; } = "";

    public string Usage { get; init; } = "";

    public int? Year { get; init; }

    /// <summary>Mean price paid per unit; null when it never sold.</summary>
    public decimal? AvgPrice { get; init; }

    /// <summary>Units sold.</summary>
    public required int TotalSales { get; init; }

    /// <summary>Sum of the totals of all its purchases.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>UTC; null when it never sold.</summary>
    public DateTimeOffset? LastSoldDate { get; init; }
}
