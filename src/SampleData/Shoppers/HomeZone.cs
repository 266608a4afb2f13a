namespace Notify.SampleData.Shoppers;

/// <summary>Where customers live, with the zone's standard offset: the tz database differs between machines, the samples must not.</summary>
/// <param name="OffsetMinutes">Minutes ahead of UTC outside daylight saving time.</param>
/// <param name="Weight">Share of customers, relative to the other zones.</param>
internal sealed record HomeZone(string Name, string Locale, int OffsetMinutes, int Weight)
{
    /// <summary>Large markets, and some zones with half hours, odd daylight saving, or a day ahead.</summary>
    public static IReadOnlyList<HomeZone> All { get; } =
    [
        new("America/New_York", "en-US", -300, 16),
        new("America/Chicago", "en-US", -360, 9),
        new("America/Los_Angeles", "en-US", -480, 10),
        new("Europe/London", "en-GB", 0, 10),
        new("Europe/Berlin", "de-DE", 60, 9),
        new("Europe/Paris", "fr-FR", 60, 6),
        new("Europe/Madrid", "es-ES", 60, 4),
        new("Asia/Kolkata", "en-IN", 330, 16),
        new("Asia/Tokyo", "ja-JP", 540, 5),
        new("America/Sao_Paulo", "pt-BR", -180, 5),
        new("Australia/Sydney", "en-AU", 600, 3),
        new("Asia/Kathmandu", "ne-NP", 345, 1),
        new("Australia/Lord_Howe", "en-AU", 630, 1),
        new("America/St_Johns", "en-CA", -210, 1),
        new("Pacific/Auckland", "en-NZ", 720, 2),
        new("Africa/Cairo", "ar-EG", 120, 2),
    ];

    public static IReadOnlyList<int> Weights { get; } = [.. All.Select(z => z.Weight)];
}
