namespace Notify.Contracts.Tables;

/// <summary>A row with an attribute of every kind.</summary>
public sealed record SampleRow
{
    public required string Id { get; init; }

    public string Text { get; init; } = "initial";

    public string? OptionalText { get; init; }

    public int Number { get; init; }

    public int? OptionalNumber { get; init; }

    public long LongNumber { get; init; }

    public double Real { get; init; }

    public decimal Money { get; init; }

    public decimal? OptionalMoney { get; init; }

    public bool Flag { get; init; }

    public DateTimeOffset Moment { get; init; }

    public DateTimeOffset? OptionalMoment { get; init; }

    public DateOnly Date { get; init; }

    public TimeOnly Time { get; init; }

    public TimeOnly? OptionalTime { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<SamplePart> Parts { get; init; } = [];

    public ReadOnlyMemory<float> Vector { get; init; }
}

/// <summary>A record inside a row.</summary>
public sealed record SamplePart(string Name, DateTimeOffset At, decimal Amount);

/// <summary>A row in a partition.</summary>
public sealed record SampleItem
{
    public required string Owner { get; init; }

    public required string Item { get; init; }

    public int Version { get; init; }
}
