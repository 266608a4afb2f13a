namespace Notify.SampleData;

/// <summary>How large a shop to make up, and from which seed. The same options always give the same bytes.</summary>
public sealed record SampleOptions
{
    /// <summary>The most rows any table may have.</summary>
    public const int MostRows = 50_000_000;

    /// <summary>Customers.</summary>
    public int Users { get; init; } = 200;

    /// <summary>Products in the catalogue.</summary>
    public int Products { get; init; } = 600;

    /// <summary>Order lines over all customers; a few customers never buy.</summary>
    public int Purchases { get; init; } = 1_500;

    /// <summary>Campaigns, most of them running on <see cref="AsOf"/>.</summary>
    public int Campaigns { get; init; } = 60;

    /// <summary>Everything drawn is a function of this number.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The day the shop is seen: nothing is bought after it, and most campaigns run on it.</summary>
    public DateOnly AsOf { get; init; } = new(2026, 11, 20);

    /// <summary>Returns these options if every number is in its bounds.</summary>
    /// <exception cref="ArgumentException">A count is out of bounds, or purchases are asked for with nobody to buy or nothing to be bought.</exception>
    public SampleOptions Validated()
    {
        Bounded(nameof(Users), Users);
        Bounded(nameof(Products), Products);
        Bounded(nameof(Purchases), Purchases);
        Bounded(nameof(Campaigns), Campaigns);
        if (Purchases > 0 && (Users == 0 || Products == 0))
        {
            throw new ArgumentException($"{Purchases} purchases need at least one user and one product; there are {Users} and {Products}. Ask for some, or for no purchases.");
        }

        return AsOf.Year is >= 2000 and <= 2100
            ? this
            : throw new ArgumentException($"AsOf is {AsOf:yyyy-MM-dd}; it must lie in the years 2000 to 2100.");
    }

    private static void Bounded(string name, int count)
    {
        if (count is < 0 or > MostRows)
        {
            throw new ArgumentException($"{name} is {count}; it must be from 0 to {MostRows}.");
        }
    }
}
