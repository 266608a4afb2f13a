using Google.Protobuf;

namespace TemporalServer.Rpc;

/// <summary>One served method: how to read its request, and what answers it.</summary>
/// <param name="Path">As on the wire: <c>/package.Service/Method</c>.</param>
/// <param name="RequestParser">Reads the request message.</param>
/// <param name="InvokeAsync">Answers it; throws <see cref="Temporalio.Transport.GrpcStatusException"/> for a status other than OK.</param>
public sealed record RpcMethod(
    string Path, MessageParser RequestParser, Func<IMessage, CallContext, Task<IMessage>> InvokeAsync);
