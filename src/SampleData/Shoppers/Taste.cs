namespace Notify.SampleData.Shoppers;

/// <summary>What a made-up customer likes: the hidden truth a recommender is to find from purchases.</summary>
/// <param name="SubCategories">Favourite sub categories, the dearest first.</param>
/// <param name="MasterCategories">The master categories of <paramref name="SubCategories"/>, in their order, each once.</param>
/// <param name="Brands">Favourite brands.</param>
/// <param name="Genders">Genders on the labels of what is bought; always with Unisex.</param>
/// <param name="PriceBand">1 (cheap) to 3 (dear).</param>
/// <param name="Hours">Local hours of day, 0 to 23, around which the customer shops.</param>
public sealed record Taste(
    IReadOnlyList<string> SubCategories,
    IReadOnlyList<string> MasterCategories,
    IReadOnlyList<string> Brands,
    IReadOnlyList<string> Genders,
    int PriceBand,
    IReadOnlyList<int> Hours);
