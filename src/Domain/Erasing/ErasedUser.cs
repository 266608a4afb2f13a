namespace Notify.Domain.Erasing;

/// <summary>An entry of the erasure list: somebody who was erased and must not come back by an old file or event.</summary>
public sealed record ErasedUser
{
    /// <summary>HMAC-SHA256 of the user id under the shop's salt, in hexadecimal digits.</summary>
    public required string UserHash { get; init; }

    /// <summary>The erasure that put it here.</summary>
    public required string ErasureId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset ErasedAt { get; init; }
}
