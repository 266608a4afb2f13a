using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow was terminated.</summary>
public class TerminatedFailureException : FailureException
{
    /// <param name="message">Text for a person.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="details">Values for whoever catches it.</param>
    public TerminatedFailureException(
        string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = details is null ? null : new OutboundFailureDetails(details);

    internal TerminatedFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
    }

    internal TerminatedFailureException(string message, InboundFailureDetails? details)
        : base(message) => Details = details;

    /// <summary>Values given with the termination, if any.</summary>
    public IFailureDetails? Details { get; }
}
