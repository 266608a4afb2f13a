using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Details that arrived as payloads; each is converted when it is asked for.</summary>
public sealed class InboundFailureDetails : IFailureDetails
{
    private readonly IPayloadConverter converter;

    /// <param name="converter">Converts the payloads.</param>
    /// <param name="payloads">The decoded payloads.</param>
    public InboundFailureDetails(IPayloadConverter converter, IReadOnlyCollection<Payload> payloads)
    {
        this.converter = converter;
        Payloads = [.. payloads];
    }

    /// <inheritdoc/>
    public int Count => Payloads.Count;

    internal IReadOnlyList<Payload> Payloads { get; }

    /// <inheritdoc/>
    public T? ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (T?)converter.ToValue(Payloads[index], typeof(T));
    }
}
