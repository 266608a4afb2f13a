namespace Notify.Embeddings.Hierarchy;

/// <summary>How orders and clicks weigh in what a customer is taken to like.</summary>
public sealed record HierarchyOptions
{
    /// <summary>Days after which a purchase counts half. Above 0; default 60.</summary>
    public double PurchaseHalfLifeDays { get; init; } = 60;

    /// <summary>Days after which a click counts half; interest passes sooner than ownership. Above 0; default 7.</summary>
    public double ClickHalfLifeDays { get; init; } = 7;

    /// <summary>Unit price at which a purchase's price factor is 1 + ln 2, in the shop's currency. Above 0; default 1,000.</summary>
    public decimal TypicalPrice { get; init; } = 1000m;

    /// <summary>Weight of a fresh product view, where a purchase of one unit at no price weighs 1. Default 0.1.</summary>
    public double ViewWeight { get; init; } = 0.1;

    /// <summary>Weight of a fresh click. Default 0.25.</summary>
    public double ClickWeight { get; init; } = 0.25;

    /// <summary>Weight of a fresh add to cart. Default 0.5.</summary>
    public double AddToCartWeight { get; init; } = 0.5;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    public void Validate()
    {
        RequirePositive(PurchaseHalfLifeDays, nameof(PurchaseHalfLifeDays));
        RequirePositive(ClickHalfLifeDays, nameof(ClickHalfLifeDays));
        RequirePositive((double)TypicalPrice, nameof(TypicalPrice));
        RequireWeight(ViewWeight, nameof(ViewWeight));
        RequireWeight(ClickWeight, nameof(ClickWeight));
        RequireWeight(AddToCartWeight, nameof(AddToCartWeight));
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number above 0.");
        }
    }

    private static void RequireWeight(double value, string name)
    {
        if (!(value >= 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number of at least 0; 0 ignores such events.");
        }
    }
}
