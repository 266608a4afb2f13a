using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using TemporalServer.Http.Json;
using TemporalServer.Rpc;

namespace TemporalServer.Http;

/// <summary>Answers a route by calling the method behind it: query, body and path make its request, its response is the answer.</summary>
/// <param name="descriptor">The method as the protocol describes it.</param>
/// <param name="method">What answers it.</param>
internal sealed class RpcHandler(MethodDescriptor descriptor, RpcMethod method) : IApiHandler
{
    /// <inheritdoc/>
    public async Task HandleAsync(ApiCall call)
    {
        var response = await method.InvokeAsync(
            await ReadAsync(call).ConfigureAwait(false),
            new CallContext(FrozenDictionary<string, string>.Empty, call.CancellationToken)).ConfigureAwait(false);
        await ApiReply.SendAsync(call.Http, StatusCodes.Status200OK, response, call.CancellationToken).ConfigureAwait(false);
    }

    // The path has the last word: it is what the caller sees, and what a log shows
    private async Task<IMessage> ReadAsync(ApiCall call)
    {
        var request = descriptor.InputType.Parser.ParseFrom(ByteString.Empty);
        foreach (var (name, values) in call.Http.Request.Query)
        {
            QueryParameter.Apply(request, name, values);
        }

        if (!HttpMethods.IsGet(call.Http.Request.Method))
        {
            await RequestBody.MergeAsync(request, call.Http.Request, call.CancellationToken).ConfigureAwait(false);
        }

        foreach (var (field, value) in call.PathValues)
        {
            FieldText.Set(request, field, value);
        }

        return request;
    }
}
