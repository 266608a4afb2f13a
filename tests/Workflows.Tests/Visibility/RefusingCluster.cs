using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Transport;

namespace Notify.Workflows.Tests.Visibility;

/// <summary>A cluster at the other end of the transport whose operator allows this client no more than told.</summary>
internal sealed class RefusingCluster : IServiceTransport
{
    /// <summary>What it lists; null to refuse listing.</summary>
    public Dictionary<string, IndexedValueType>? Listed { get; init; }

    /// <summary>How it refuses.</summary>
    public GrpcStatusCode Refusal { get; init; } = GrpcStatusCode.PermissionDenied;

    /// <summary>What it was asked to add.</summary>
    public List<string> Added { get; } = [];

    public Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        IMessage response = request switch
        {
            GetSystemInfoRequest => new GetSystemInfoResponse(),
            ListSearchAttributesRequest when Listed is not null => new ListSearchAttributesResponse { CustomAttributes = { Listed } },
            AddSearchAttributesRequest add => Refuse(add),
            _ => throw new GrpcStatusException(Refusal, "Request unauthorized."),
        };
        return Task.FromResult((TResponse)response);
    }

    /// <summary>A client of the cluster registered there.</summary>
    public static async Task<ITemporalClient> ConnectAsync(string address) =>
        await TemporalClient.ConnectAsync(new(address) { Namespace = "shop" });

    private IMessage Refuse(AddSearchAttributesRequest add)
    {
        Added.AddRange(add.SearchAttributes.Keys);
        throw new GrpcStatusException(Refusal, "Request unauthorized.");
    }
}
