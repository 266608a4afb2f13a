using System.Text.Json;

namespace Notify.SampleData.Catalogue;

/// <summary>
/// The retail taxonomy (models/taxonomy.json) the sample shop and the encoder's training texts share. Names, campaigns and
/// phrases come in two wordings; samples use only the held-out one, which the shipped encoder never saw.
/// </summary>
internal sealed record Taxonomy
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public required IReadOnlyList<MasterCategory> MasterCategories { get; init; }

    public required IReadOnlyList<string> Colours { get; init; }

    public required IReadOnlyList<Brand> Brands { get; init; }

    public required Wordings<IReadOnlyList<string>> ProductNames { get; init; }

    public required Wordings<GenericWords> Generic { get; init; }

    public required IReadOnlyList<CampaignTheme> Themes { get; init; }

    /// <summary>Season name to phrases for it.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Seasons { get; init; }

    public required PersonNames People { get; init; }

    /// <summary>The taxonomy built into this assembly.</summary>
    public static Taxonomy Default { get; } = Load();

    private static Taxonomy Load()
    {
        using var stream = typeof(Taxonomy).Assembly.GetManifestResourceStream("taxonomy.json")
            ?? throw new InvalidOperationException("The taxonomy is missing from the assembly; rebuild Notify.SampleData with models/taxonomy.json in place.");
        return JsonSerializer.Deserialize<Taxonomy>(stream, CamelCase)
            ?? throw new InvalidOperationException("models/taxonomy.json holds null; restore it and rebuild.");
    }
}

/// <summary>A top category, such as Footwear.</summary>
/// <param name="Weight">Its share of a catalogue, relative to the others.</param>
/// <param name="Phrases">What campaigns call it.</param>
/// <param name="Cues">Slogans that hint at it.</param>
internal sealed record MasterCategory(
    string Name, int Weight, IReadOnlyList<string> Phrases, Wordings<IReadOnlyList<string>> Cues, IReadOnlyList<SubCategory> SubCategories);

/// <summary>A category below a <see cref="MasterCategory"/>, such as Flip Flops.</summary>
internal sealed record SubCategory(string Name, IReadOnlyList<string> Phrases, IReadOnlyList<ArticleType> Articles);

/// <summary>A kind of article, such as Tshirts.</summary>
/// <param name="Price">Lowest and highest usual price, in the shop's currency.</param>
/// <param name="Words">What may describe it.</param>
internal sealed record ArticleType(
    string Name,
    IReadOnlyList<string> Nouns,
    IReadOnlyList<string> Plurals,
    IReadOnlyList<string> Genders,
    IReadOnlyList<string> Usages,
    IReadOnlyList<string> Seasons,
    IReadOnlyList<int> Price,
    IReadOnlyList<string> Words);

/// <summary>An invented brand.</summary>
/// <param name="Band">1 (cheap) to 3 (dear).</param>
/// <param name="Masters">The master categories it sells in.</param>
internal sealed record Brand(string Name, int Band, IReadOnlyList<string> Masters);

/// <summary>First and last names people of the sample are given.</summary>
internal sealed record PersonNames(IReadOnlyList<string> First, IReadOnlyList<string> Last);
