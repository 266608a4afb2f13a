namespace Notify.Domain.Changes;

/// <summary>How far a consumer has come in a table's change log.</summary>
public sealed record Watermark
{
    /// <summary>Who reads the changes, such as <c>delta_update</c>.</summary>
    public required string Consumer { get; init; }

    /// <summary>The base table.</summary>
    public required string TableName { get; init; }

    /// <summary>The last entry whose effects are durable; 0 for none.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was moved there, UTC.</summary>
    public required DateTimeOffset MovedAt { get; init; }
}
