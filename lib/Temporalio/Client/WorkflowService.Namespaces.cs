using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <content>Calls of namespaces and the cluster.</content>
public sealed partial class WorkflowService
{
    /// <summary>Calls <c>RegisterNamespace</c>.</summary>
    public Task<RegisterNamespaceResponse> RegisterNamespaceAsync(RegisterNamespaceRequest req, RpcOptions? options = null) =>
        CallAsync<RegisterNamespaceResponse>("RegisterNamespace", req, options);

    /// <summary>Calls <c>DescribeNamespace</c>.</summary>
    public Task<DescribeNamespaceResponse> DescribeNamespaceAsync(DescribeNamespaceRequest req, RpcOptions? options = null) =>
        CallAsync<DescribeNamespaceResponse>("DescribeNamespace", req, options);

    /// <summary>Calls <c>ListNamespaces</c>.</summary>
    public Task<ListNamespacesResponse> ListNamespacesAsync(ListNamespacesRequest req, RpcOptions? options = null) =>
        CallAsync<ListNamespacesResponse>("ListNamespaces", req, options);

    /// <summary>Calls <c>UpdateNamespace</c>.</summary>
    public Task<UpdateNamespaceResponse> UpdateNamespaceAsync(UpdateNamespaceRequest req, RpcOptions? options = null) =>
        CallAsync<UpdateNamespaceResponse>("UpdateNamespace", req, options);

    /// <summary>Calls <c>DeprecateNamespace</c>.</summary>
    public Task<DeprecateNamespaceResponse> DeprecateNamespaceAsync(DeprecateNamespaceRequest req, RpcOptions? options = null) =>
        CallAsync<DeprecateNamespaceResponse>("DeprecateNamespace", req, options);

    /// <summary>Calls <c>GetSearchAttributes</c>.</summary>
    public Task<GetSearchAttributesResponse> GetSearchAttributesAsync(GetSearchAttributesRequest req, RpcOptions? options = null) =>
        CallAsync<GetSearchAttributesResponse>("GetSearchAttributes", req, options);

    /// <summary>Calls <c>GetClusterInfo</c>.</summary>
    public Task<GetClusterInfoResponse> GetClusterInfoAsync(GetClusterInfoRequest req, RpcOptions? options = null) =>
        CallAsync<GetClusterInfoResponse>("GetClusterInfo", req, options);

    /// <summary>Calls <c>GetSystemInfo</c>.</summary>
    public Task<GetSystemInfoResponse> GetSystemInfoAsync(GetSystemInfoRequest req, RpcOptions? options = null) =>
        CallAsync<GetSystemInfoResponse>("GetSystemInfo", req, options);
}
