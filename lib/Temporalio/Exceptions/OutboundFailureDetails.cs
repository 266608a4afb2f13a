namespace Temporalio.Exceptions;

/// <summary>Details of an exception made on this side.</summary>
/// <param name="details">The values, in order.</param>
public sealed class OutboundFailureDetails(IReadOnlyCollection<object?> details) : IFailureDetails
{
    /// <summary>The values.</summary>
    public IReadOnlyCollection<object?> Details => details;

    /// <inheritdoc/>
    public int Count => details.Count;

    /// <inheritdoc/>
    public T? ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (T?)details.ElementAt(index);
    }
}
