using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Transport;

/// <summary>A call that ended with a status other than OK, as seen by both ends of the seam.</summary>
public sealed class GrpcStatusException : Exception
{
    /// <param name="code">What kind of fault it is.</param>
    /// <param name="message">Text for a person.</param>
    /// <param name="details">Typed details (Temporal's <c>errordetails</c>), packed as <c>Any</c> on the wire.</param>
    public GrpcStatusException(GrpcStatusCode code, string message, params IMessage[] details)
        : base(message)
    {
        Code = code;
        Details = [.. details.Select(Any.Pack)];
    }

    /// <param name="status">The rich status, as it arrived in <c>grpc-status-details-bin</c>.</param>
    public GrpcStatusException(Google.Rpc.Status status)
        : base(status.Message)
    {
        Code = (GrpcStatusCode)status.Code;
        Details = [.. status.Details];
    }

    /// <summary>What kind of fault it is.</summary>
    public GrpcStatusCode Code { get; }

    /// <summary>Typed details, each a packed message.</summary>
    public IReadOnlyList<Any> Details { get; }

    /// <summary>The rich status as it travels in <c>grpc-status-details-bin</c>.</summary>
    public Google.Rpc.Status ToStatus()
    {
        var status = new Google.Rpc.Status { Code = (int)Code, Message = Message };
        status.Details.AddRange(Details);
        return status;
    }
}
