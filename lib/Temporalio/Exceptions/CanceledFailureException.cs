using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Something was cancelled on request.</summary>
public class CanceledFailureException : FailureException
{
    /// <param name="message">Text for a person.</param>
    /// <param name="details">Values for whoever catches it.</param>
    /// <param name="inner">The cause.</param>
    public CanceledFailureException(
        string message, IReadOnlyCollection<object?>? details = null, Exception? inner = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details ?? []);

    internal CanceledFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner) =>
        Details = new InboundFailureDetails(converter, failure.CanceledFailureInfo?.Details?.Payloads_ ?? []);

    /// <summary>Values for whoever catches it.</summary>
    public IFailureDetails Details { get; }
}
