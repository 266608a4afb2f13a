namespace Temporalio.Common;

/// <summary>Something measured.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public abstract class Metric<T>
    where T : struct
{
    private protected Metric(MetricDetails details) => Details = details;

    /// <summary>Its name.</summary>
    public string Name => Details.Name;

    /// <summary>Its unit, if any.</summary>
    public string? Unit => Details.Unit;

    /// <summary>What it says, if anyone told.</summary>
    public string? Description => Details.Description;

    internal MetricDetails Details { get; }
}
