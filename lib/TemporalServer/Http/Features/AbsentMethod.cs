using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Temporalio.Transport;

namespace TemporalServer.Http.Features;

/// <summary>
/// Answers routes of methods that the server does not have. A listing of what cannot exist here is empty, which is true
/// and keeps pages that look at it alive; anything else is UNIMPLEMENTED.
/// </summary>
/// <param name="method">The method as the protocol describes it.</param>
internal sealed class AbsentMethod(MethodDescriptor method) : IApiHandler
{
    private static readonly FrozenSet<string> Listings = new[]
    {
        "ListArchivedWorkflowExecutions",
        "GetWorkerBuildIdCompatibility", "GetWorkerVersioningRules", "GetWorkerTaskReachability",
        "ListDeployments", "ListWorkerDeployments", "ListWorkers", "ListWorkflowRules",
        "ListActivityExecutions", "CountActivityExecutions", "ListNexusOperationExecutions", "CountNexusOperationExecutions",
        "ListNexusEndpoints",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task HandleAsync(ApiCall call) => Listings.Contains(method.Name)
        ? ApiReply.SendAsync(call.Http, StatusCodes.Status200OK, method.OutputType.Parser.ParseFrom(ByteString.Empty), call.CancellationToken)
        : throw new GrpcStatusException(GrpcStatusCode.Unimplemented, $"this server does not have {method.Name}");
}
