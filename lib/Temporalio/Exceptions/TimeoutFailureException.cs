using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow or an activity took longer than it was given.</summary>
public class TimeoutFailureException : FailureException
{
    /// <param name="message">Text for a person.</param>
    /// <param name="timeoutType">Which timeout it was.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="lastHeartbeatDetails">What the activity last reported.</param>
    public TimeoutFailureException(
        string message,
        TimeoutType timeoutType,
        Exception? inner = null,
        IReadOnlyCollection<object?>? lastHeartbeatDetails = null)
        : base(message, inner)
    {
        TimeoutType = timeoutType;
        LastHeartbeatDetails = new OutboundFailureDetails(lastHeartbeatDetails ?? []);
    }

    internal TimeoutFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        TimeoutType = failure.TimeoutFailureInfo?.TimeoutType ?? TimeoutType.Unspecified;
        LastHeartbeatDetails = new InboundFailureDetails(
            converter, failure.TimeoutFailureInfo?.LastHeartbeatDetails?.Payloads_ ?? []);
    }

    /// <summary>Which timeout it was.</summary>
    public TimeoutType TimeoutType { get; }

    /// <summary>What the activity last reported.</summary>
    public IFailureDetails LastHeartbeatDetails { get; }
}
