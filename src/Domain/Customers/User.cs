namespace Notify.Domain.Customers;

/// <summary>A customer of the shop, as the shop knows them.</summary>
public sealed record User
{
    public required string UserId { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    /// <summary>The shop's own hash, kept as it came; never shown and never logged.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>When the customer signed up, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>IANA name such as <c>Europe/Berlin</c>; null when the shop does not know it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>BCP 47 tag such as <c>de-DE</c>; null when the shop does not know it.</summary>
    public string? Locale { get; init; }
}
