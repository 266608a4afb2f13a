using System.Text.Json.Serialization;

namespace Notify.SampleData.Catalogue;

/// <summary>The same thing said in words the encoder was trained with and in words it never saw.</summary>
internal sealed record Wordings<T>(T Train, [property: JsonPropertyName("held_out")] T HeldOut);

/// <summary>A kind of campaign, such as a clearance, and how it is worded.</summary>
/// <param name="Types">Notification types it may have.</param>
/// <param name="Generic">Whether it can also be about the whole shop.</param>
internal sealed record CampaignTheme(
    string Name,
    IReadOnlyList<string> Types,
    bool Generic,
    CampaignWords Train,
    [property: JsonPropertyName("held_out")] CampaignWords HeldOut);

/// <summary>Templates with slots such as {topic}, {a}, {word}, one list for each text of a campaign.</summary>
internal sealed record CampaignWords(
    IReadOnlyList<string> Name, IReadOnlyList<string> Description, IReadOnlyList<string> Short, IReadOnlyList<string> Long);

/// <summary>What campaigns about the whole shop put into the slots.</summary>
internal sealed record GenericWords(
    IReadOnlyList<string> Phrases, IReadOnlyList<string> Examples, IReadOnlyList<string> Words, IReadOnlyList<string> Cues);
