using Temporalio.Transport;

namespace Temporalio.Exceptions;

/// <summary>A call to the server ended with a status other than OK.</summary>
public class RpcException : TemporalException
{
    /// <param name="code">What kind of fault it is.</param>
    /// <param name="message">The server's text.</param>
    /// <param name="rawStatus">The rich gRPC status, serialised; null when there is none.</param>
    public RpcException(StatusCode code, string message, byte[]? rawStatus)
        : base(message)
    {
        Code = code;
        RawStatus = rawStatus;
    }

    internal RpcException(GrpcStatusException cause)
        : base(cause.Message, cause)
    {
        Code = (StatusCode)cause.Code;
        RawStatus = Google.Protobuf.MessageExtensions.ToByteArray(cause.ToStatus());
    }

    /// <summary>The status codes of gRPC.</summary>
    public enum StatusCode
    {
        /// <summary>Success.</summary>
        OK = 0,

        /// <summary>The caller gave up.</summary>
        Cancelled = 1,

        /// <summary>A fault of no known kind.</summary>
        Unknown = 2,

        /// <summary>The request is wrong in itself.</summary>
        InvalidArgument = 3,

        /// <summary>The deadline passed first.</summary>
        DeadlineExceeded = 4,

        /// <summary>The thing asked for does not exist.</summary>
        NotFound = 5,

        /// <summary>The thing to create exists.</summary>
        AlreadyExists = 6,

        /// <summary>The caller may not do this.</summary>
        PermissionDenied = 7,

        /// <summary>A quota or a rate limit is used up.</summary>
        ResourceExhausted = 8,

        /// <summary>The system is not in a state that allows it.</summary>
        FailedPrecondition = 9,

        /// <summary>The operation was aborted, usually by a concurrent one.</summary>
        Aborted = 10,

        /// <summary>A position past the end.</summary>
        OutOfRange = 11,

        /// <summary>The server does not offer this.</summary>
        Unimplemented = 12,

        /// <summary>A fault inside the server.</summary>
        Internal = 13,

        /// <summary>The server cannot be reached now.</summary>
        Unavailable = 14,

        /// <summary>Data is lost beyond recovery.</summary>
        DataLoss = 15,

        /// <summary>The caller is not known.</summary>
        Unauthenticated = 16,
    }

    /// <summary>What kind of fault it is.</summary>
    public StatusCode Code { get; }

    /// <summary>The rich gRPC status, serialised.</summary>
    public byte[]? RawStatus { get; }

    /// <summary>The typed detail of a kind, if the status carries one.</summary>
    internal T? GetDetail<T>()
        where T : class, Google.Protobuf.IMessage<T>, new()
    {
        var status = RawStatus is null ? null : Google.Rpc.Status.Parser.ParseFrom(RawStatus);
        foreach (var detail in status?.Details.AsEnumerable() ?? [])
        {
            if (detail.TryUnpack(out T message))
            {
                return message;
            }
        }

        return null;
    }
}
