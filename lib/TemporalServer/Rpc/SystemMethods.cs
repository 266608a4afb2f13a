using Grpc.Health.V1;
using TemporalServer.Engine;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Rpc;

/// <summary>What the server is, its namespaces and its search attributes.</summary>
internal static class SystemMethods
{
    /// <summary>The version of Temporal's server whose behaviour is followed.</summary>
    private const string Version = "1.29.0";

    public static void Map(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<GetSystemInfoRequest, GetSystemInfoResponse>("GetSystemInfo", static (_, _) => Task.FromResult(SystemInfo()));
        table.MapWorkflow<GetClusterInfoRequest, GetClusterInfoResponse>("GetClusterInfo", static (_, _) => Task.FromResult(ClusterInfo()));
        table.Map<HealthCheckRequest, HealthCheckResponse>(ServiceNames.Health, "Check", (_, _) => Task.FromResult(new HealthCheckResponse
        {
            Status = engine.Database.Writer.Fault is null ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing,
        }));
        MapNamespaces(table, engine.Namespaces);
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
        ClusterName = "active",
        HistoryShardCount = 1,
        PersistenceStore = "sqlite",
        VisibilityStore = "sqlite",
        InitialFailoverVersion = 1,
        FailoverVersionIncrement = 10,
    };

    private static void MapNamespaces(ServiceTable table, Namespaces namespaces)
    {
        table.MapWorkflow<DescribeNamespaceRequest, DescribeNamespaceResponse>("DescribeNamespace", (request, _) => Task.FromResult(
            request.Namespace.Length == 0 && request.Id.Length > 0 ? namespaces.GetById(request.Id) : namespaces.Get(request.Namespace)));
        table.MapWorkflow<ListNamespacesRequest, ListNamespacesResponse>("ListNamespaces", (_, _) => Task.FromResult(
            new ListNamespacesResponse { Namespaces = { namespaces.All } }));
        table.MapWorkflow<RegisterNamespaceRequest, RegisterNamespaceResponse>("RegisterNamespace", async (request, _) =>
        {
            await namespaces.RegisterAsync(request).ConfigureAwait(false);
            return new RegisterNamespaceResponse();
        });
        table.MapWorkflow<UpdateNamespaceRequest, UpdateNamespaceResponse>("UpdateNamespace", async (request, _) =>
        {
            var updated = await namespaces.UpdateAsync(request).ConfigureAwait(false);
            return new UpdateNamespaceResponse
            {
                NamespaceInfo = updated.NamespaceInfo,
                Config = updated.Config,
                ReplicationConfig = updated.ReplicationConfig,
            };
        });
    }

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
