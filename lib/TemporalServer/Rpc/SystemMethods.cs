using TemporalServer.Engine;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Rpc;

/// <summary>What the server is, and its search attributes.</summary>
internal static class SystemMethods
{
    private const string ClusterName = "active";

    /// <summary>The version of Temporal's server whose behaviour is followed.</summary>
    private const string Version = "1.29.0";

    public static void Map(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<GetSystemInfoRequest, GetSystemInfoResponse>("GetSystemInfo", static (_, _) => Task.FromResult(SystemInfo()));
        table.MapWorkflow<GetClusterInfoRequest, GetClusterInfoResponse>("GetClusterInfo", static (_, _) => Task.FromResult(ClusterInfo()));
        NamespaceMethods.Map(table, engine);
        table.Map<ListClustersRequest, ListClustersResponse>(ServiceNames.Operator, "ListClusters", static (_, _) => Task.FromResult(Clusters()));
        MapSearchAttributes(table, engine);
    }

    private static GetSystemInfoResponse SystemInfo() => new()
    {
        ServerVersion = Version,
        Capabilities = new GetSystemInfoResponse.Types.Capabilities
        {
            SignalAndQueryHeader = true,
            InternalErrorDifferentiation = true,
            ActivityFailureIncludeHeartbeat = true,
            SupportsSchedules = true,
            EncodedFailureAttributes = true,
            UpsertMemo = true,
            EagerWorkflowStart = true,
            SdkMetadata = true,
            CountGroupByExecutionStatus = true,
        },
    };

    private static GetClusterInfoResponse ClusterInfo() => new()
    {
        ServerVersion = Version,
        ClusterId = "embedded",
        ClusterName = ClusterName,
        HistoryShardCount = 1,
        PersistenceStore = "sqlite",
        VisibilityStore = "sqlite",
        InitialFailoverVersion = 1,
        FailoverVersionIncrement = 10,
    };

    private static ListClustersResponse Clusters() => new()
    {
        Clusters =
        {
            new ClusterMetadata
            {
                ClusterName = ClusterName,
                ClusterId = "embedded",
                InitialFailoverVersion = 1,
                HistoryShardCount = 1,
                IsConnectionEnabled = true,
            },
        },
    };

    private static void MapSearchAttributes(ServiceTable table, WorkflowEngine engine)
    {
        var catalog = engine.SearchAttributes;
        table.MapWorkflow<GetSearchAttributesRequest, GetSearchAttributesResponse>("GetSearchAttributes", (_, _) => Task.FromResult(
            new GetSearchAttributesResponse { Keys = { SearchAttributeCatalog.BuiltIn } }));
        table.Map<AddSearchAttributesRequest, AddSearchAttributesResponse>(ServiceNames.Operator, "AddSearchAttributes", async (request, _) =>
        {
            engine.Namespaces.Get(request.Namespace);
            await catalog.AddAsync(request.Namespace, request.SearchAttributes).ConfigureAwait(false);
            return new AddSearchAttributesResponse();
        });
        table.Map<RemoveSearchAttributesRequest, RemoveSearchAttributesResponse>(ServiceNames.Operator, "RemoveSearchAttributes", async (request, _) =>
        {
            engine.Namespaces.Get(request.Namespace);
            await catalog.RemoveAsync(request.Namespace, request.SearchAttributes).ConfigureAwait(false);
            return new RemoveSearchAttributesResponse();
        });
        table.Map<ListSearchAttributesRequest, ListSearchAttributesResponse>(ServiceNames.Operator, "ListSearchAttributes", (request, _) =>
        {
            engine.Namespaces.Get(request.Namespace);
            return Task.FromResult(new ListSearchAttributesResponse
            {
                CustomAttributes = { catalog.Custom(request.Namespace) },
                SystemAttributes = { SearchAttributeCatalog.BuiltIn },
            });
        });
    }
}
