using Temporalio.Api.OperatorService.V1;

namespace Temporalio.Client;

/// <summary>Raw calls of <c>temporal.api.operatorservice.v1.OperatorService</c>.</summary>
public sealed class OperatorService : RpcService
{
    internal OperatorService(TemporalConnection connection)
        : base(connection, "temporal.api.operatorservice.v1.OperatorService")
    {
    }

    /// <summary>Calls <c>AddSearchAttributes</c>.</summary>
    public Task<AddSearchAttributesResponse> AddSearchAttributesAsync(AddSearchAttributesRequest req, RpcOptions? options = null) =>
        CallAsync<AddSearchAttributesResponse>("AddSearchAttributes", req, options);

    /// <summary>Calls <c>RemoveSearchAttributes</c>.</summary>
    public Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(RemoveSearchAttributesRequest req, RpcOptions? options = null) =>
        CallAsync<RemoveSearchAttributesResponse>("RemoveSearchAttributes", req, options);

    /// <summary>Calls <c>ListSearchAttributes</c>.</summary>
    public Task<ListSearchAttributesResponse> ListSearchAttributesAsync(ListSearchAttributesRequest req, RpcOptions? options = null) =>
        CallAsync<ListSearchAttributesResponse>("ListSearchAttributes", req, options);

    /// <summary>Calls <c>DeleteNamespace</c>.</summary>
    public Task<DeleteNamespaceResponse> DeleteNamespaceAsync(DeleteNamespaceRequest req, RpcOptions? options = null) =>
        CallAsync<DeleteNamespaceResponse>("DeleteNamespace", req, options);

    /// <summary>Calls <c>ListClusters</c>.</summary>
    public Task<ListClustersResponse> ListClustersAsync(ListClustersRequest req, RpcOptions? options = null) =>
        CallAsync<ListClustersResponse>("ListClusters", req, options);
}
